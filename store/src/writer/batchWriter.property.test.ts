import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openSpill, type Spill } from '../spill/spill.ts';
import type { WriterAccount } from '../store.ts';
import { testRowBatch } from '../testRowBatch.ts';
import { type BatchWriter, createBatchWriter } from './batchWriter.ts';
import { createFaultyStore, type Fault, type FaultyStore } from './testFaultyStore.ts';
import type { WriterEvent } from './writerEvents.ts';
import type { BatchWriterOptions } from './writerOptions.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const turns = async (count: number) => {
  for (let index = 0; index < count; index++) await turn();
};

/** Rows of the test have this number as their first feature; every seventh is refused by the store, every fifth has no prediction. */
const isRefused = (row: number) => row % 7 === 3;
const hasPrediction = (row: number) => row % 5 !== 4;
const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((total, count) => total + count, 0);

function expectBalance({ seen, written, queued, dropped, failed }: WriterAccount): void {
  expect(seen).toBe(written + queued + sum(dropped) + sum(failed));
}

/** A process that writes numbered rows. */
function startProcess<Own extends BatchWriterOptions['store']>(
  store: Own,
  { writer, spill, now }: { writer: string; spill: Spill | undefined; now: () => number },
) {
  const waiting = new Map<number, number>();
  const batchOf = new Map<number, { readonly rows: readonly number[]; left: number }>();
  let batches = 0;
  let seen = 0;
  const report = (event: WriterEvent) => {
    if (event.type !== 'settled') return;
    waiting.set(event.number, (waiting.get(event.number) ?? 0) - event.predicted);
    const batch = batchOf.get(event.number);
    if (batch !== undefined) batch.left -= event.rows;
  };
  const sleep = () => turn();
  const log = () => undefined;
  const options = { store, writer, startedAt: 0, now, random: () => 0.5, sleep, log, report, spill, spillRows: 20 };
  const batchWriter: BatchWriter = createBatchWriter(options);
  return {
    batchWriter,
    store,
    /** Rows of batches that are not settled, of those that match. */
    unsettled: (matches: (number: number) => boolean) =>
      [...batchOf].flatMap(([number, batch]) => (batch.left > 0 && matches(number) ? batch.rows : [])),
    enqueue(rows: readonly number[]) {
      const predicted = rows.filter(hasPrediction).length;
      const number = ++batches;
      seen += predicted;
      waiting.set(number, predicted);
      batchOf.set(number, { rows, left: rows.length });
      const values = rows.map((row) => ({ time: row, features: [row, 0], prediction: hasPrediction(row) ? 0 : Number.NaN }));
      batchWriter.enqueue(testRowBatch(values, { writer, number }), { seen, dropped: {} });
    },
    tick: () => batchWriter.recordAccount({ seen, dropped: {} }),
    verify() {
      const account = batchWriter.account();
      expectBalance(account);
      expect(account.queued).toBe([...waiting.values()].reduce((total, rows) => total + rows, 0));
      expect(Math.min(0, ...waiting.values())).toBe(0);
    },
  };
}

/** A store whose caller may be killed: then none of its calls ever ends. */
function mortal(store: FaultyStore) {
  let isKilled = false;
  const never = new Promise<never>(() => undefined);
  const call = async <Result>(run: () => Promise<Result>): Promise<Result> => {
    if (isKilled) return never;
    const ended = await run().then(
      (result) => () => result,
      (error) => () => {
        throw error;
      },
    );
    return isKilled ? never : ended();
  };
  return {
    kill: () => {
      isKilled = true;
    },
    prepare: () => call(() => store.prepare()),
    append: (...batch: Parameters<FaultyStore['append']>) => call(() => store.append(...batch)),
    hasBatch: (...batch: Parameters<FaultyStore['hasBatch']>) => call(() => store.hasBatch(...batch)),
    recordAccount: (account: WriterAccount) => call(() => store.recordAccount(account)),
    readLedger: () => call(() => store.readLedger()),
  };
}

const fault = fc.constantFrom<Fault>('none', 'none', 'unavailable', 'unknown, stored', 'unknown, not stored');
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ rows: fc.integer({ min: 1, max: 12 }), turns: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.constant('kill' as const) },
  { weight: 1, arbitrary: fc.constant('tick' as const) },
);

interface Run {
  readonly steps: readonly ({ readonly rows: number; readonly turns: number } | 'kill' | 'tick')[];
  readonly faults: readonly Fault[];
  /** Whether the store names the rows that it refuses. */
  readonly names: boolean;
}

const run: fc.Arbitrary<Run> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 25 }),
  faults: fc.array(fault, { minLength: 1, maxLength: 12 }),
  names: fc.boolean(),
});

function cycle<Value>(values: readonly Value[]): () => Value {
  let next = 0;
  return () => values[next++ % values.length] as Value;
}

/** Rows that the store takes, of those that were recorded. */
const accepted = (rows: number) => Array.from({ length: rows }, (_, row) => row).filter((row) => !isRefused(row));

test('whatever the store does, every row is written once or counted as failed, at every instant', async () => {
  await fc.assert(
    fc.asyncProperty(run, async ({ steps, faults, names }) => {
      const store = createFaultyStore(isRefused, () => names);
      store.fault = cycle(faults);
      const process = startProcess(store, { writer: 'w1', spill: undefined, now: () => 0 });
      let rows = 0;
      for (const one of steps) {
        if (one === 'tick') process.tick();
        else if (one !== 'kill') {
          process.enqueue(Array.from({ length: one.rows }, () => rows++));
          for (let index = 0; index < one.turns; index++) {
            await turn();
            process.verify();
          }
        }
      }
      store.fault = () => 'none';
      const account = await process.batchWriter.close(turns(2000));
      process.verify();
      expect(store.rows.toSorted((one, other) => one - other)).toEqual(accepted(rows));
      const predicted = Array.from({ length: rows }, (_, row) => row).filter(hasPrediction);
      const failed = predicted.filter(isRefused).length;
      expect(account).toMatchObject({ seen: predicted.length, written: predicted.length - failed, queued: 0, dropped: {}, isClosed: true });
      expect(sum(account.failed)).toBe(failed);
      expect(store.accounts.get('w1')).toEqual(account);
    }),
    { numRuns: 150 },
  );
});

test('with a spill directory, rows of killed processes that reached it are written, none twice', async () => {
  const base = await mkdtemp(join(tmpdir(), 'spill-'));
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(run, async ({ steps, faults, names }) => {
      const store = createFaultyStore(isRefused, () => names);
      store.fault = cycle(faults);
      let hour = 0;
      const now = () => Date.now() + hour * 3_600_000;
      const directory = join(base, String(runs++));
      const start = (life: number) => {
        const writer = `w${life}`;
        const spill = openSpill({ directory, maxBytes: 1e9, writer, now, log: () => undefined });
        return { ...startProcess(mortal(store), { writer, spill, now }), spill };
      };
      let [rows, lives] = [0, 1];
      let process = start(lives);
      const lost = new Set<number>();
      for (const one of steps) {
        if (one === 'tick') process.tick();
        else if (one === 'kill') {
          process.store.kill();
          for (const row of process.unsettled((number) => !process.spill.has(number))) lost.add(row);
          hour++;
          process = start(++lives);
          process.spill.keepAlive();
        } else {
          process.enqueue(Array.from({ length: one.rows }, () => rows++));
          await turns(one.turns);
          process.verify();
        }
      }
      store.fault = () => 'none';
      await process.batchWriter.close(turns(4000));
      const written = store.rows.toSorted((one, other) => one - other);
      expect(new Set(written).size).toBe(written.length);
      expect(accepted(rows).filter((row) => !lost.has(row) && !written.includes(row))).toEqual([]);
      expect(await readdir(directory)).toEqual([]);
      for (const { rows: written, account } of await store.readLedger()) {
        if (account !== undefined) expectBalance(account);
        if (account !== undefined) expect(account.written).toBe(written);
      }
    }),
    {
      numRuns: 60,
      includeErrorInReport: true,
      examples: [
        [
          {
            // The second process writes parts of the first one's rows, and does not learn at once that one is stored.
            steps: [{ rows: 5, turns: 3 }, { rows: 6, turns: 3 }, 'kill', 'kill', { rows: 1, turns: 2 }, { rows: 1, turns: 3 }],
            faults: ['none', 'none', 'none', 'none', 'unknown, stored', 'none', 'none', 'none'],
            names: false,
          },
        ],
      ],
    },
  );
  await rm(base, { recursive: true });
});

test('a batch that fails for an unexpected reason is given up after three attempts, and others are written', async () => {
  const store = createFaultyStore(
    () => false,
    () => false,
  );
  let fails = 0;
  store.fault = () => (fails++ >= 1 && fails <= 4 ? 'error' : 'none');
  const process = startProcess(store, { writer: 'w1', spill: undefined, now: () => 0 });
  process.enqueue([0, 1]);
  process.enqueue([2]);
  const account = await process.batchWriter.close(turns(200));
  expect(account).toMatchObject({ seen: 3, written: 1, queued: 0, failed: { error: 2 } });
  expect(store.rows).toEqual([2]);
});

test('rows that cannot be written before the deadline are dropped and counted', async () => {
  const store = createFaultyStore(
    () => false,
    () => false,
  );
  store.fault = () => 'unavailable';
  const process = startProcess(store, { writer: 'w1', spill: undefined, now: () => 0 });
  process.enqueue([0, 1]);
  process.enqueue([2]);
  expect(await process.batchWriter.close(turns(20))).toMatchObject({ seen: 3, written: 0, queued: 0, dropped: { shutdown: 3 } });
});
