import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startTestPostgres } from '../../../databases/src/testPostgres.ts';
import { openStore } from '../../../store/src/index.ts';
import { collectOutcomes, type OutcomeRows } from '../../../store/src/performance/outcomeRows.ts';
import { performanceOf } from '../../../store/src/performance/performanceOf.ts';
import { recordToBytes } from '../../../store/src/performance/recordBytes.ts';
import { simulatedOutcomes } from '../../../store/src/performance/simulatedOutcomes.ts';
import { testPostgresStore } from '../../../store/src/postgres/testPostgresStore.ts';
import type { Store } from '../../../store/src/store.ts';
import type { BenchContext } from '../benchContext.ts';
import { count, millisecondsText } from '../figureText.ts';
import { median } from '../median.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';

const HOUR = 3_600_000;
const hours = 8760;
const versions = ['v1', 'v2'];
/** Labelled rows behind each hour and version: 50 million in all. */
const rowsOfHour = Math.round(50_000_000 / hours / versions.length);

export const performanceOverTime: Scenario = {
  name: 'performance',
  title: 'Performance over time',
  about: [
    `A year by hour of two versions, ${count(hours * versions.length)} records of ${count(rowsOfHour)} labelled rows each, read with intervals and maturity; the records are written directly. Then labels`,
    'in random order for predictions of thirty days in an SQLite file, 5,000 a call, until the figures of all hours and days have them: one thread, nothing else running in it.',
  ].join('\n'),
  async run(context) {
    const monitor = { namespace: 'default', name: 'tested' };
    const path = join(context.folder, 'year.sqlite');
    const file = await openStore({ kind: 'file', path, monitor }, { now: Date.now, log: () => undefined });
    await file.prepare();
    writeYear(path);
    const inFile = await readTimes(file, context);
    await file.close();
    return outcomeOf({ inFile, inPostgres: await readFromPostgres(context), labelled: await labelsOf(context) }, context);
  },
};

function firstHour(): number {
  return Math.floor(Date.now() / HOUR) * HOUR - hours * HOUR;
}

function recordOfHour() {
  const groups = new Map<string, OutcomeRows>();
  const page = simulatedOutcomes({ rows: rowsOfHour, seed: 1, from: 0, step: 1000, right: 0.9, labelled: () => 1 });
  collectOutcomes(groups, page, () => '');
  return recordToBytes(performanceOf(groups.get('') as OutcomeRows));
}

function writeYear(path: string): void {
  const { classes, numbers } = recordOfHour();
  const database = new DatabaseSync(path);
  const insert = database.prepare(
    'insert into performance (kind, start, version, marks, done, classes, numbers) values (?, ?, ?, 1, 1, ?, ?)',
  );
  database.exec('begin');
  for (let hour = 0; hour < hours; hour++)
    for (const version of versions) {
      insert.run(0, firstHour() + hour * HOUR, version, classes, numbers);
      if (hour % 24 === 0) insert.run(1, firstHour() + hour * HOUR, version, classes, numbers);
    }
  database.exec('commit');
  database.close();
}

async function readFromPostgres(context: BenchContext): Promise<readonly number[]> {
  const postgres = await startTestPostgres();
  try {
    const store = testPostgresStore(postgres.url);
    await store.prepare();
    const { classes, numbers } = recordOfHour();
    const start = new Date(firstHour()).toISOString();
    for (const [kind, step] of [
      [0, 'hour'],
      [1, 'day'],
    ])
      await postgres.sql(`insert into modelmonitor_performance
        select 'default/tested', ${kind}, start, version, 1, 1, start, '${classes}', decode('${Buffer.from(numbers).toString('hex')}', 'hex')
        from generate_series('${start}'::timestamptz, '${start}'::timestamptz + interval '${hours - 1} hours', interval '1 ${step}') start,
        unnest(array['${versions.join("','")}']) version`);
    await postgres.sql('vacuum analyze modelmonitor_performance');
    const times = await readTimes(store, context);
    await store.close();
    return times;
  } finally {
    await postgres.remove();
  }
}

async function readTimes(store: Store, { quick, write }: BenchContext): Promise<readonly number[]> {
  const times: number[] = [];
  for (let run = 0; run < (quick ? 4 : 11); run++) {
    const start = performance.now();
    const { periods } = await store.readPerformance({ by: 'hour' });
    if (run > 0) times.push(performance.now() - start);
    if (periods.length !== hours * versions.length) throw new Error(`expected ${hours * versions.length} periods, got ${periods.length}`);
  }
  write(`  ${store.kind}: a year read in ${millisecondsText(median(times))}\n`);
  return times;
}

interface Labelled {
  readonly labels: number;
  readonly storedSeconds: number;
  readonly computedSeconds: number;
}

async function labelsOf({ quick, folder, write }: BenchContext): Promise<Labelled> {
  const labels = quick ? 200_000 : 1_000_000;
  const monitor = { namespace: 'default', name: 'tested' };
  const store = await openStore({ kind: 'file', path: join(folder, 'labels.sqlite'), monitor }, { now: Date.now, log: () => undefined });
  await store.prepare();
  for (let batch = 0; batch < labels / batchRows; batch++) await store.append(batchOf(batch, labels));
  const order = shuffledNumbers(labels);
  const start = performance.now();
  for (let from = 0; from < labels; from += batchRows) {
    const ids = order.slice(from, from + batchRows).map((number) => `aa-${number.toString(36)}`);
    await store.addLabels({ ids, actuals: ids.map((_, row) => (row % 3 === 0 ? 'no' : 'yes')), time: Date.now(), source: 'bench' });
  }
  const stored = performance.now();
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  for (let done = 1; done > 0; ) done = await store.updatePerformance({ now: 1e14, dayDelay: 0, turn });
  const computed = performance.now();
  await store.close();
  const found = { labels, storedSeconds: (stored - start) / 1000, computedSeconds: (computed - stored) / 1000 };
  write(`  ${count(labels)} labels stored in ${found.storedSeconds.toFixed(1)} s, computed in ${found.computedSeconds.toFixed(1)} s\n`);
  return found;
}

const batchRows = 5000;

function batchOf(batch: number, rows: number) {
  const first = batch * batchRows;
  const from = Date.now() - 30 * 24 * HOUR;
  const page = simulatedOutcomes({
    rows: batchRows,
    seed: batch + 1,
    from: from + (first * 30 * 24 * HOUR) / rows,
    step: (30 * 24 * HOUR) / rows,
    right: 0.9,
    labelled: () => 0,
  });
  const features = Array.from({ length: 13 }, (_, index) => ({ name: `f${index}`, type: 'numeric' as const }));
  return {
    writer: 'bench',
    number: batch + 1,
    contract: { task: 'classification' as const, features, classes: ['no', 'yes'], target: 'y' },
    rows: batchRows,
    ids: { series: 'aa', numbers: Float64Array.from({ length: batchRows }, (_, row) => first + row), chosen: [] },
    times: page.times,
    versions: page.versions,
    versionOf: page.versionOf,
    features: new Float64Array(batchRows * features.length).fill(1),
    predictions: page.predictions,
    probabilities: page.probabilities,
    unseen: [],
  };
}

/** Numbers in an order that visits all of them far apart. */
function shuffledNumbers(length: number): number[] {
  const stride = 382_729;
  return Array.from({ length }, (_, index) => (index * stride) % length);
}

interface Measured {
  readonly inFile: readonly number[];
  readonly inPostgres: readonly number[];
  readonly labelled: Labelled;
}

function outcomeOf({ inFile, inPostgres, labelled }: Measured, { quick }: BenchContext): Outcome {
  const read = (where: string, times: readonly number[]) =>
    figure({
      what: `a year by hour from ${where}`,
      ours: millisecondsText(median(times)),
      goal: '≤ 200 ms',
      met: metIf(median(times) <= 200),
    });
  const { labels, storedSeconds, computedSeconds } = labelled;
  // What is computed are the same hours and days, whatever the number of labels.
  const seconds = (storedSeconds * 1_000_000) / labels + computedSeconds;
  return {
    figures: [
      read('an SQLite file', inFile),
      read('PostgreSQL', inPostgres),
      figure({
        what: 'a million labels, from the first call until all figures have them',
        ours: `${seconds.toFixed(0)} s`,
        goal: '≤ 60 s',
        met: metIf(seconds <= 60),
      }),
    ],
    notes: quick ? ['Short: 200,000 labels; the time to store them is multiplied by five.'] : [],
  };
}
