import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { migrationSql } from '../../../store/src/postgres/schemaSql.ts';
import type { BenchContext } from '../benchContext.ts';
import { commandOutput } from '../commandOutput.ts';
import { count } from '../figureText.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';

const features = 13;
const hours = 168;
/** The goals are for so many rows. */
const goalRows = 100_000_000;
const goals = { seconds: 720, memory: 200 * 2 ** 20, bytes: 0.8e6, hourSeconds: 2 };

export const pushdown: Scenario = {
  name: 'pushdown',
  title: 'Drift of a table in PostgreSQL',
  about: [
    `A reference of 10,000 rows against a table of ${features} features, counted by the database: what a report of the drift job needs, data quality and quantiles included. Rows are made by`,
    '`generate_series` in the server: normal, rounded and exponential values, a `float8[]` per row as in the log. Bytes are those of the connection, both ways. From hour counts: a week of',
    `${hours} closed hours with as many rows together, read from the store and added. MODELMONITOR_BENCH_ROWS chooses the rows (100,000,000 take 16 GB of disk), MODELMONITOR_BENCH_DATABASE a server that has the tables.`,
  ].join('\n'),
  async run(context) {
    const rows = Number(process.env['MODELMONITOR_BENCH_ROWS'] ?? (context.quick ? 200_000 : 2_000_000));
    const filled = process.env['MODELMONITOR_BENCH_DATABASE'];
    if (filled !== undefined) return measure({ url: filled, port: Number(new URL(filled).port) }, rows, context);
    const settings = ["shared_buffers = '256MB'", "max_wal_size = '4GB'", 'wal_level = minimal', 'max_wal_senders = 0'];
    const postgres = await startTestPostgres({ settings });
    try {
      await fill(postgres, rows, context);
      return await measure(postgres, rows, context);
    } finally {
      await postgres.remove();
    }
  },
};

async function fill(postgres: TestPostgres, rows: number, { write }: BenchContext): Promise<void> {
  const normal = 'sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())';
  const kinds = [normal, 'round((random() * 1e5)::numeric) / 100', '-ln(1 - random())'];
  const values = Array.from({ length: features }, (_, index) => `(${kinds[index % 3]})::float8 + ${index % 5 === 4 ? 0.1 : 0}`);
  const start = performance.now();
  await postgres.sql('create table rows (features float8[])');
  await postgres.sql(`insert into rows select array[${values.join(', ')}] from generate_series(1, ${rows})`);
  await postgres.sql(`create table one_hour as select * from rows limit ${Math.round(rows / hours)}`);
  await postgres.sql('vacuum analyze rows');
  await postgres.sql(migrationSql({ form: 'single', schema: 'public' }));
  write(`  ${count(rows)} rows in ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
}

interface Measured {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly bytes: number;
}

async function measure(postgres: Pick<TestPostgres, 'url' | 'port'>, rows: number, { write }: BenchContext): Promise<Outcome> {
  const relay = await startCountingRelay(postgres.port);
  const run = async (...args: readonly string[]): Promise<Measured> => {
    const before = relay.bytes();
    const script = join(import.meta.dirname, '../servers/countTable.ts');
    const url = postgres.url.replace(`:${postgres.port}`, `:${relay.port}`);
    const command = [process.execPath, '--disable-warning=ExperimentalWarning', script, url, ...args];
    const output = JSON.parse(await commandOutput(command, { timeoutMilliseconds: 7_200_000 })) as Omit<Measured, 'bytes'>;
    const measured = { ...output, bytes: relay.bytes() - before };
    write(`  ${args.join(' ')}: ${measured.seconds.toFixed(2)} s, ${(measured.bytes / features / 1e6).toFixed(2)} MB a feature\n`);
    return measured;
  };
  try {
    const shares = await run('ks', 'psi', 'jensenshannon');
    const distance = await run('wasserstein');
    const byHours = await run('hours', String(hours));
    return outcomeOf(rows, { shares, distance, byHours });
  } finally {
    relay.close();
  }
}

function outcomeOf(rows: number, found: { shares: Measured; distance: Measured; byHours: Measured }): Outcome {
  const { shares, distance, byHours } = found;
  const isLarge = rows >= goalRows;
  const seconds = ({ seconds: all }: Measured) => `${all.toFixed(1)} s, ${(all / features).toFixed(2)} s a feature`;
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
  const peak = Math.max(shares.peakBytes, distance.peakBytes);
  const goal = (met: boolean, words: string) => ({ goal: words, ...(isLarge ? { met: metIf(met) } : {}) });
  return {
    figures: [
      figure({
        what: `${count(rows)} rows: KS, PSI, Jensen–Shannon`,
        ours: seconds(shares),
        ...goal(shares.seconds <= goals.seconds, '100 million rows in 12 min'),
      }),
      figure({ what: `${count(rows)} rows: Wasserstein`, ours: seconds(distance) }),
      figure({ what: 'memory of the process', ours: megabytes(peak), goal: 'at most 200 MB', met: metIf(peak <= goals.memory) }),
      ...Object.entries({ 'KS, PSI, Jensen–Shannon': shares, Wasserstein: distance }).map(([name, { bytes }]) =>
        figure({
          what: `bytes a feature: ${name}`,
          ours: megabytes(bytes / features),
          goal: 'at most 0.8 MB',
          met: metIf(bytes / features <= goals.bytes),
        }),
      ),
      figure({
        what: `a week from hour counts (${count(rows)} rows)`,
        ours: `${byHours.seconds.toFixed(2)} s`,
        goal: '100 million rows in 2 s',
        met: metIf(byHours.seconds <= goals.hourSeconds),
      }),
    ],
    notes: [],
  };
}

/** Forwards connections to a port and counts their bytes, both ways. */
async function startCountingRelay(target: number): Promise<{ port: number; bytes: () => number; close: () => void }> {
  let bytes = 0;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (data) => {
        bytes += data.length;
      });
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { port: (server.address() as AddressInfo).port, bytes: () => bytes, close: () => server.close() };
}
