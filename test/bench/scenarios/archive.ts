import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomFromSeed } from '@modelmonitor/stats';
import { openStore, type RowBatch, type RowContract, type Store, type StoreSettings } from '@modelmonitor/store';
import { startTestPostgres } from '../../../databases/src/testPostgres.ts';
import { driftMainPath } from '../../../job/src/child/driftMainPath.ts';
import type { BenchContext } from '../benchContext.ts';
import { commandOutput } from '../commandOutput.ts';
import { type Figure, figure, metIf, type Outcome } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';

const monitor = { namespace: 'default', name: 'wine' };
const day = { name: '2025-11-29', from: Date.UTC(2025, 10, 29), milliseconds: 86_400_000 };
const batchRows = 5000;
const goalSeconds = 60;
const timeoutMilliseconds = 3_600_000;
/** Share of the rows with a label. */
const labelledShare = 0.2;

export const archive: Scenario = {
  name: 'archive',
  title: 'A day of the log as Parquet',
  about: [
    'One pass of retention, as a predictor starts it, from the start of the process to its end: a day of 10 million rows (13 numbers, 3 probabilities, a fifth with a label) is read from',
    'the store, written as one Parquet file (zstd), synced, read back and compared by rows and checksum, renamed, and dropped from the store. User and system time are those of the',
    'process; for PostgreSQL the server has its own. With --quick the day has 200,000 rows, and the goal is that of so many.',
  ].join('\n'),
  run,
};

async function run(context: BenchContext): Promise<Outcome> {
  const rows = context.quick ? 200_000 : 10_000_000;
  const file = await measureFile(context, rows);
  const postgres = await measurePostgres(context, rows);
  return { figures: [...file, ...postgres], notes: [`Rows of the day: ${rows.toLocaleString('en')}.`] };
}

async function measureFile(context: BenchContext, rows: number): Promise<Figure[]> {
  const path = join(context.folder, 'archive', 'rows.sqlite');
  await mkdir(join(context.folder, 'archive'), { recursive: true });
  try {
    return await measure({ what: 'SQLite', rows, settings: { kind: 'file', path, monitor }, store: `file:${path}` }, context);
  } finally {
    await rm(join(context.folder, 'archive'), { recursive: true });
  }
}

async function measurePostgres(context: BenchContext, rows: number): Promise<Figure[]> {
  const postgres = await startTestPostgres({ settings: ['shared_buffers = 256MB', 'max_wal_size = 4GB'], fsync: true });
  try {
    const settings: StoreSettings = { kind: 'postgres', monitor, url: { text: postgres.url }, what: 'the benchmark' };
    return await measure({ what: 'PostgreSQL', rows, settings, store: 'postgres', url: postgres.url }, context);
  } finally {
    await postgres.remove();
  }
}

interface Measured {
  readonly what: string;
  readonly rows: number;
  readonly settings: StoreSettings;
  /** Argument of the job. */
  readonly store: string;
  readonly url?: string;
}

async function measure({ what, rows, settings, store: argument, url }: Measured, { folder, write }: BenchContext): Promise<Figure[]> {
  const store = await openStore(settings, { now: Date.now, log: () => undefined });
  await store.prepare();
  await fill(store, rows, (done) => write(`  ${what}: ${done.toLocaleString('en')} rows stored\n`));
  await store.close();
  const [config, archives] = [join(folder, 'archive-config'), join(folder, 'archives')];
  await layOut(config, url);
  const job = ['retain', '--config', config, '--store', argument, '--archive', archives, '--holder', 'bench', '--retention', '86400000'];
  // The shell's `times` has the processor time of its children in the second line.
  const shell = ['sh', '-c', '"$@" >&2 && times', 'sh', process.execPath, driftMainPath, ...job];
  const start = performance.now();
  const [, children = ''] = (await commandOutput(shell, { timeoutMilliseconds })).trim().split('\n');
  const seconds = (performance.now() - start) / 1000;
  const processor = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + 60 * Number(minutes) + Number(rest),
    0,
  );
  const path = join(archives, monitor.namespace, monitor.name, `${day.name}.parquet`);
  const bytes = (await stat(path)).size / rows;
  if ((await readFile(path)).length === 0) throw new Error(`${path} is empty`);
  await rm(archives, { recursive: true });
  const goal = Math.max(goalSeconds * (rows / 10_000_000), 5);
  return [
    figure({
      what: `${what}: a day archived and dropped`,
      ours: `${seconds.toFixed(1)} s`,
      goal: `≤ ${goal.toFixed(0)} s`,
      met: metIf(seconds <= goal),
    }),
    figure({ what: `${what}: processor time per row`, ours: `${((processor / rows) * 1e6).toFixed(1)} µs` }),
    figure({ what: `${what}: bytes per row in the file`, ours: bytes.toFixed(1) }),
  ];
}

async function layOut(config: string, url: string | undefined): Promise<void> {
  const postgres = { secretRef: { name: 'log-app', key: 'uri' }, synchronousCommit: true };
  const capture = url === undefined ? {} : { store: 'postgres', postgres };
  await mkdir(join(config, 'secrets/log-app'), { recursive: true });
  await writeFile(join(config, 'secrets/log-app/uri'), url ?? '');
  const document = { kind: 'ModelMonitor', metadata: monitor, spec: { drift: {}, model: {}, capture } };
  await writeFile(join(config, 'monitor.json'), JSON.stringify(document));
}

const contract: RowContract = {
  task: 'classification',
  features: Array.from({ length: 13 }, (_, index) => ({ name: `n${index}`, type: 'numeric' })),
  classes: ['a', 'b', 'c'],
  target: 'cultivar',
};

/** Rows of the day, and one of today: the newest day is never dropped. */
async function fill(store: Store, rows: number, report: (done: number) => void): Promise<void> {
  const random = randomFromSeed(1);
  for (let from = 0; from < rows; from += batchRows) {
    const count = Math.min(batchRows, rows - from);
    await store.append(
      batchOf({
        random,
        number: from / batchRows + 1,
        from,
        count,
        timeOf: (row) => day.from + Math.floor((row / rows) * day.milliseconds),
      }),
    );
    const labelled = Math.floor(count * labelledShare);
    await store.addLabels({
      ids: Array.from({ length: labelled }, (_, row) => `k3f9x2ab-${(from + row).toString(36)}`),
      actuals: Array.from({ length: labelled }, () => contract.classes[Math.floor(random() * 3)] as string),
      ...{ time: day.from + day.milliseconds, source: 'benchmark' },
    });
    if (from % 1_000_000 === 0) report(from);
  }
  await store.append(batchOf({ random, number: Math.ceil(rows / batchRows) + 1, from: rows, count: 1, timeOf: () => Date.now() }));
}

interface Filled {
  readonly random: () => number;
  readonly number: number;
  readonly from: number;
  readonly count: number;
  readonly timeOf: (row: number) => number;
}

function batchOf({ random, number, from, count, timeOf }: Filled): RowBatch {
  return {
    ...{ writer: 'bench', number, contract, rows: count, versions: ['v1'], versionOf: new Uint16Array(count), unseen: [] },
    ids: { series: 'k3f9x2ab', numbers: Float64Array.from({ length: count }, (_, row) => from + row), chosen: [] },
    times: Float64Array.from({ length: count }, (_, row) => timeOf(from + row)),
    features: Float64Array.from({ length: count * 13 }, () => Math.round(random() * 1e4) / 100),
    predictions: Float64Array.from({ length: count }, () => Math.floor(random() * 3)),
    probabilities: Float64Array.from({ length: count * 3 }, random),
  };
}
