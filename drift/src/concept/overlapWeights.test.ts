import { normalFrom, randomFromSeed } from '@modelmonitor/stats';
import { overlapWeights } from './overlapWeights.ts';

test('weights make the means of both sides equal, and give rows without a counterpart next to nothing', () => {
  const normal = normalFrom(randomFromSeed(1));
  const column = Float64Array.from({ length: 4000 }, (_, row) => normal() + (row < 3000 ? 0 : 1));
  const weights = overlapWeights([column], 3000, 4000);
  const mean = (from: number, to: number) => {
    let [sum, weight] = [0, 0];
    for (let row = from; row < to; row++) [sum, weight] = [sum + (weights[row] ?? 0) * (column[row] ?? 0), weight + (weights[row] ?? 0)];
    return sum / weight;
  };
  // The ridge of one row leaves a difference of that order.
  expect(Math.abs(mean(0, 3000) - mean(3000, 4000))).toBeLessThan(0.005);
  expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...weights)).toBeLessThanOrEqual(1);
  const lowest = column.subarray(0, 3000).indexOf(Math.min(...column.subarray(0, 3000)));
  expect(weights[lowest]).toBeLessThan(0.02);
});

test('sides that differ entirely still have finite weights', () => {
  const column = Float64Array.from({ length: 200 }, (_, row) => (row < 100 ? -1 : 1));
  expect(overlapWeights([column], 100, 200).every((weight) => weight >= 0 && weight < 0.1)).toBe(true);
});
