import { join } from 'node:path';
import { startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { migrationSql } from '../../../store/src/postgres/schemaSql.ts';
import { partitionStatement, rowPartition } from '../../../store/src/postgres/timeParts.ts';
import type { BenchContext } from '../benchContext.ts';
import { commandOutput } from '../commandOutput.ts';
import { count, ratioText } from '../figureText.ts';
import { median } from '../median.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import { interleave, pairedRatio } from '../rounds.ts';
import type { Scenario } from '../scenario.ts';

/** Share of the speed of a hand-written COPY that the whole product reaches. */
const goal = 0.8;

interface Written {
  readonly rowsPerSecond: number;
  readonly processorMicroseconds: number;
}

export const log: Scenario = {
  name: 'log',
  title: 'Rows into PostgreSQL',
  about: [
    'Predictions of 13 features and 3 probabilities, ten a request, recorded by the client of the store, whose thread writes batches of 5,000 by COPY with their entry in the',
    'ledger and the account, all on one core. The floor is a hand-written COPY on the same core: the same bytes, the same statement and batches, one transaction each, one',
    'connection, without queue, thread, ledger and account. PostgreSQL (fsync on) runs on either core. The clock starts after a first batch and stops after the last COMMIT.',
  ].join('\n'),
  async run(context) {
    const postgres = await startTestPostgres({ fsync: true, settings: ["max_wal_size = '4GB'"] });
    try {
      return outcomeOf(await measure(postgres, context));
    } finally {
      await postgres.remove();
    }
  },
};

async function measure(postgres: TestPostgres, context: BenchContext): Promise<ReadonlyMap<string, readonly Written[]>> {
  await postgres.sql(migrationSql({ form: 'partitioned', schema: 'public' }));
  for (const day of [0, 1]) await postgres.sql(partitionStatement(rowPartition(Date.now() + day * 86_400_000)));
  const rows = context.quick ? 100_000 : 1_000_000;
  const script = join(import.meta.dirname, '../servers/logWriter.ts');
  let runs = 0;
  const write = (kind: 'ours' | 'floor') => async (): Promise<Written> => {
    const series = `s${++runs}`;
    const command = [process.execPath, '--disable-warning=ExperimentalWarning', script, kind, postgres.url, String(rows), series];
    const output = await commandOutput(context.pinning.server(command), { timeoutMilliseconds: 300_000 });
    const { seconds, processorMicroseconds } = JSON.parse(output) as { seconds: number; processorMicroseconds: number };
    context.write(`  ${kind}: ${count(rows / seconds)} rows/s, ${processorMicroseconds.toFixed(1)} µs a row\n`);
    await postgres.sql('truncate modelmonitor_predictions');
    await postgres.sql('checkpoint');
    return { rowsPerSecond: rows / seconds, processorMicroseconds };
  };
  await write('floor')();
  return interleave(
    new Map([
      ['ours', write('ours')],
      ['floor', write('floor')],
    ]),
    context.quick ? 3 : 7,
  );
}

function outcomeOf(measured: ReadonlyMap<string, readonly Written[]>): Outcome {
  const [ours, floor] = ['ours', 'floor'].map((name) => measured.get(name) ?? []) as [readonly Written[], readonly Written[]];
  const speed = (all: readonly Written[]) => all.map(({ rowsPerSecond }) => rowsPerSecond);
  const cost = (all: readonly Written[]) => median(all.map(({ processorMicroseconds }) => processorMicroseconds)).toFixed(1);
  const ratio = pairedRatio(speed(ours), speed(floor));
  return {
    figures: [
      figure({
        what: 'rows per second',
        ours: count(median(speed(ours))),
        peer: `hand-written COPY: ${count(median(speed(floor)))}`,
        ratio: ratioText(ratio),
        goal: `at least ${goal}`,
        met: metIf(ratio >= goal),
      }),
      figure({ what: 'processor time of the client per row', ours: `${cost(ours)} µs`, peer: `hand-written COPY: ${cost(floor)} µs` }),
    ],
    notes: [],
  };
}
