import { simulatedClassification } from '../performance/simulatedRows.ts';
import { dayEstimates } from './dayEstimates.ts';

const DAY = 86_400_000;

test('each of the newest days is estimated by version, near what it is; days with few rows are not', () => {
  const reference = { features: [], ...simulatedClassification({ rows: 2000, seed: 1, right: 0.8 }) };
  const rows = simulatedClassification({ rows: 900, seed: 2, right: 0.8 });
  const times = Float64Array.from({ length: 900 }, (_, row) => (row < 890 ? Math.floor(row / 300) : 3) * DAY + 5);
  const versions = Array.from({ length: 900 }, (_, row) => (row >= 600 && row % 2 === 0 ? 'b' : 'a'));
  const estimates = dayEstimates({ task: 'classification', reference, current: { features: [], ...rows, times }, versions, days: 3 });
  expect(estimates.map(({ start, version, rows: count }) => [start / DAY, version, count])).toEqual([
    [1, 'a', 300],
    [2, 'b', 145],
    [2, 'a', 145],
  ]);
  for (const { metrics } of estimates) {
    const accuracy = metrics.get('accuracy');
    expect(Math.abs((accuracy?.value ?? 0) - 0.8)).toBeLessThan(0.05);
    expect(accuracy?.lower).toBeLessThan(accuracy?.value ?? 0);
  }
});

test('rows without times, or without predictions, have no estimate', () => {
  const reference = { features: [], ...simulatedClassification({ rows: 200, seed: 1, right: 0.8 }) };
  const current = { features: [], ...simulatedClassification({ rows: 100, seed: 2, right: 0.8 }) };
  expect(dayEstimates({ task: 'classification', reference, current, versions: [], days: 3 })).toEqual([]);
  const times = new Float64Array(100);
  expect(
    dayEstimates({ task: 'classification', reference, current: { ...current, prediction: null, times }, versions: [], days: 3 }),
  ).toEqual([]);
});
