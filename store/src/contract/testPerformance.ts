import { testRowBatch } from '../testRowBatch.ts';
import type { CurrentStore } from './currentStore.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 5, 22);

/** Everything that was touched is due. */
const late = { now: 1e14, dayDelay: 0, turn: async () => {} };

/** Eight rows over three hours and two days, of two versions. */
function rows() {
  return testRowBatch(
    Array.from({ length: 8 }, (_, row) => ({
      time: START + row * 0.4 * HOUR,
      number: row,
      version: row % 4 === 3 ? 'v2' : 'v1',
      prediction: row % 2,
      probabilities: row % 2 === 0 ? [0.8, 0.2] : [0.3, 0.7],
    })),
  );
}

const labelsOf = (labels: Readonly<Record<string, string>>, time = START + DAY) => ({
  ids: Object.keys(labels),
  actuals: Object.values(labels),
  time,
  source: 'test',
});

/** Performance by hour and day. */
export function testPerformance({ store, connect }: CurrentStore): void {
  const update = async () => {
    for (let done = 1; done > 0; ) done = await store().updatePerformance(late);
  };
  const periods = async (by: 'hour' | 'day', version?: string) => (await store().readPerformance({ by, version })).periods;

  test('labels make the figures of their hours and days, of each version', async () => {
    await store().append(rows());
    await store().addLabels(labelsOf({ 'aa-0': 'red', 'aa-1': 'white', 'aa-3': 'white', 'aa-7': 'red' }));
    await update();
    expect((await periods('hour')).map(({ from, version, predicted, labelled }) => [from, version, predicted, labelled])).toEqual([
      ['2026-01-05T22:00:00.000Z', 'v1', 3, 2],
      ['2026-01-05T23:00:00.000Z', 'v1', 1, 0],
      ['2026-01-05T23:00:00.000Z', 'v2', 1, 1],
      ['2026-01-06T00:00:00.000Z', 'v1', 2, 0],
      ['2026-01-06T00:00:00.000Z', 'v2', 1, 1],
    ]);
    expect(
      (await periods('day')).map(({ from, version, predicted, metrics }) => [from, version, predicted, metrics['accuracy']?.value]),
    ).toEqual([
      ['2026-01-05T00:00:00.000Z', 'v1', 4, 1],
      ['2026-01-05T00:00:00.000Z', 'v2', 1, 1],
      ['2026-01-06T00:00:00.000Z', 'v1', 2, undefined],
      ['2026-01-06T00:00:00.000Z', 'v2', 1, 0],
    ]);
    expect(await periods('day', 'v2')).toHaveLength(2);
  });

  test('a corrected label changes the figures; labels before their rows count once the rows are there', async () => {
    await store().addLabels(labelsOf({ 'aa-0': 'white' }, START));
    await store().append(rows());
    await update();
    expect((await periods('hour', 'v1'))[0]).toMatchObject({ labelled: 1, metrics: { accuracy: { value: 0 } } });
    await store().addLabels(labelsOf({ 'aa-0': 'red' }, START + 1));
    await update();
    expect((await periods('hour', 'v1'))[0]).toMatchObject({ labelled: 1, metrics: { accuracy: { value: 1 } } });
  });

  test('only touched periods are computed, by one of several processes', async () => {
    await store().append(rows());
    await store().addLabels(labelsOf({ 'aa-0': 'red' }));
    const other = await connect();
    // Days are due later, or the second process would compute those of hours that the first has finished.
    const hours = { ...late, dayDelay: 1e13 };
    const counts = await Promise.all([store().updatePerformance(hours), other.updatePerformance(hours)]);
    // Two hours of one version, and one of the other.
    expect(counts.toSorted()).toEqual([0, 5]);
  });

  test('figures of the reference and estimates are kept beside them', async () => {
    await store().append(rows());
    await store().addLabels(labelsOf({ 'aa-0': 'red' }));
    await update();
    const record = {
      task: 'classification' as const,
      classes: ['red', 'white'],
      predicted: 500,
      labelled: 500,
      delaySeconds: null,
      figures: new Map([['accuracy', { value: 0.9, lower: 0.88, upper: 0.92 }]]),
      confusion: [],
      calibration: [],
      scores: { predicted: new Float64Array(10), labelled: new Float64Array(10) },
    };
    await store().savePerformance('reference', [{ start: 0, version: 'v1', record }]);
    await store().savePerformance('estimate', [{ start: Date.UTC(2026, 0, 5), version: 'v1', record }]);
    await store().savePerformance('estimate', [{ start: Date.UTC(2026, 0, 5), version: 'v1', record: { ...record, predicted: 4 } }]);
    const history = await store().readPerformance({ by: 'day' });
    expect(history.versions['v1']?.baseline).toMatchObject({ from: 'reference', rows: 500 });
    expect(history.periods[0]?.estimated).toMatchObject({ rows: 4, metrics: { accuracy: { value: 0.9 } } });
  });

  test('deleted ids no longer count; periods whose rows were dropped keep their figures', async () => {
    await store().append(rows());
    await store().addLabels(labelsOf({ 'aa-0': 'red', 'aa-1': 'white' }));
    await update();
    await store().forget(['aa-0']);
    await update();
    const before = await periods('hour', 'v1');
    expect(before[0]).toMatchObject({ predicted: 2, labelled: 1 });
    await store().dropBefore(START + DAY);
    await update();
    expect(await periods('hour', 'v1')).toEqual(before);
  });
}
