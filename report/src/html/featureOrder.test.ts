import { excess, orderFeatures } from './featureOrder.ts';
import { emptyColumn, normalColumn } from './wineReport.ts';

const column = normalColumn({ mean: 0, deviation: 1, shift: 0, seed: 1 });

test.each([
  { name: 'a p-value below its threshold is beyond it', method: 'ks', score: 0.005, threshold: 0.05, expected: Math.log(10) },
  { name: 'a p-value above its threshold is not', method: 'chisquare', score: 0.5, threshold: 0.05, expected: -Math.log(10) },
  { name: 'a p-value of zero is infinitely far', method: 'ks', score: 0, threshold: 0.05, expected: Number.POSITIVE_INFINITY },
  { name: 'a distance above its threshold is beyond it', method: 'psi', score: 1, threshold: 0.1, expected: Math.log(10) },
  { name: 'a distance of zero is infinitely far below', method: 'psi', score: 0, threshold: 0.1, expected: Number.NEGATIVE_INFINITY },
  { name: 'no score is last', method: 'ks', score: null, threshold: 0.05, expected: Number.NEGATIVE_INFINITY },
  { name: 'no method is last', method: null, score: 1, threshold: 0.05, expected: Number.NEGATIVE_INFINITY },
] as const)('$name', ({ expected, ...score }) => {
  expect(excess(score)).toBeCloseTo(expected, 12);
});

test('drifted come first, then unknown, then stable; the furthest beyond its threshold leads', () => {
  const features = {
    calm: { ...column, verdict: 'stable', score: 0.9 },
    nervous: { ...column, verdict: 'stable', score: 0.06 },
    gone: emptyColumn('every value is missing'),
    near: { ...column, verdict: 'drifted', score: 0.04 },
    distant: { ...column, method: 'wasserstein', verdict: 'drifted', score: 9 },
  } as const;
  expect(orderFeatures(features).map(({ name }) => name)).toEqual(['distant', 'near', 'gone', 'nervous', 'calm']);
});

test('equal scores are ordered by statistic, then by name', () => {
  const drifted = { ...column, verdict: 'drifted', score: 0 } as const;
  const features = { b: { ...drifted, statistic: 0.4 }, c: { ...drifted, statistic: 0.9 }, a: { ...drifted, statistic: 0.4 } };
  expect(orderFeatures(features).map(({ name }) => name)).toEqual(['c', 'a', 'b']);
});
