import { createMemoryPerformance } from './memoryPerformance.ts';
import type { OutcomePage } from './performanceTables.ts';
import { readPerformance } from './readPerformance.ts';
import { simulatedOutcomes } from './simulatedOutcomes.ts';
import { updatePerformance } from './updatePerformance.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Four hours of rows from 22:00 of day 10 on, and what was read of them. */
function simulatedStore() {
  const tables = createMemoryPerformance();
  const page = simulatedOutcomes({ rows: 1440, seed: 1, from: 10 * DAY + 22 * HOUR, step: 10_000, right: 0.9, labelled: () => 0.5 });
  const read: number[] = [];
  const outcomes = async function* ({ from, to }: { from: number; to: number }): AsyncIterable<OutcomePage> {
    const rows = Array.from(page.times.keys()).filter((row) => (page.times[row] as number) >= from && (page.times[row] as number) < to);
    read.push(rows.length);
    const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] as number);
    yield {
      ...page,
      rows: rows.length,
      times: pick(page.times),
      versionOf: new Uint16Array(rows.length),
      predictions: pick(page.predictions),
      actuals: pick(page.actuals),
      labelTimes: pick(page.labelTimes),
      probabilities: Float64Array.from(
        rows.flatMap((row) => [page.probabilities[2 * row] as number, page.probabilities[2 * row + 1] as number]),
      ),
    };
  };
  const update = (now: number) => updatePerformance({ tables, outcomes, now, dayDelay: 2000, turn: async () => {} });
  return { tables, update, read };
}

test('touched hours are computed when due, and then their days from all their rows', async () => {
  const { tables, update, read } = simulatedStore();
  for (const hour of [22, 23, 24, 25]) tables.touchHour(10 * DAY + hour * HOUR + 5, '1', 1000);
  expect(await update(999)).toBe(0);
  expect(await update(1000)).toBe(4);
  // Hours after each other are read at once, those of each day apart.
  expect(read.splice(0)).toEqual([720, 720]);
  const hours = await readPerformance(tables, { by: 'hour' }, 20 * DAY);
  expect(hours.periods.map(({ from, predicted }) => [from, predicted])).toEqual([
    ['1970-01-11T22:00:00.000Z', 360],
    ['1970-01-11T23:00:00.000Z', 360],
    ['1970-01-12T00:00:00.000Z', 360],
    ['1970-01-12T01:00:00.000Z', 360],
  ]);
  expect(await update(2999)).toBe(0);
  expect(await update(3000)).toBe(2);
  const { periods } = await readPerformance(tables, { by: 'day' }, 20 * DAY);
  expect(periods.map(({ predicted }) => predicted)).toEqual([720, 720]);
  expect(periods[0]?.labelled).toBe((hours.periods[0]?.labelled ?? 0) + (hours.periods[1]?.labelled ?? 0));
  expect(await update(1e9)).toBe(0);
});

test('only the touched hour is read again, and one without rows is done', async () => {
  const { tables, update, read } = simulatedStore();
  tables.touchHour(10 * DAY + 23 * HOUR, '1', 0);
  tables.touchHour(50 * DAY, '1', 0);
  expect(await update(0)).toBe(2);
  expect(read).toEqual([360, 0]);
  expect(await readPerformance(tables, { by: 'hour', from: 50 * DAY }, 60 * DAY)).toMatchObject({ periods: [] });
  expect(await update(2000)).toBe(1);
  expect(await update(1e9)).toBe(0);
});

test('a slow process does not overwrite what another computed from later labels', async () => {
  const { tables } = simulatedStore();
  tables.touchHour(0, '1', 0);
  const [slow] = await tables.claimTouched({ now: 0, leaseMilliseconds: 100, most: 10 });
  tables.touchHour(0, '1', 0);
  const [fast] = await tables.claimTouched({ now: 200, leaseMilliseconds: 100, most: 10 });
  const record = (predicted: number) => ({
    task: 'regression' as const,
    classes: [],
    predicted,
    labelled: 0,
    delaySeconds: null,
    figures: new Map(),
    confusion: [],
    calibration: [],
    scores: { predicted: new Float64Array(3), labelled: new Float64Array(3) },
  });
  if (slow === undefined || fast === undefined) throw new Error('expected two claims');
  await tables.saveComputed([{ ...fast, record: record(2) }], 0);
  await tables.saveComputed([{ ...slow, record: record(1) }], 0);
  expect((await tables.readRecords({ kind: 'hour' }))[0]?.record.predicted).toBe(2);
});
