import { columnMethods, methodFacts, numericOnlyMethods } from '@modelmonitor/api';
import { columnPair } from '../../../tables/src/columns/columnPair.ts';
import { prepareColumn } from '../../../tables/src/columns/prepareColumn.ts';
import { categoryCounts } from './categoryCounts.ts';
import { compareColumn, isDrift } from './compareColumn.ts';
import { driftMethods, methodNamed } from './driftMethods.ts';

function pairOf(reference: (string | number)[], current: (string | number)[]) {
  const [one, other] = [reference, current].map((values) =>
    prepareColumn(
      typeof values[0] === 'number'
        ? { name: 'x', type: 'numeric', values: Float64Array.from(values, Number) }
        : { name: 'x', type: 'categorical', values: values.map(String) },
    ),
  );
  const pair = one && other && columnPair(one, other);
  if (pair === undefined) throw new Error('both sides are of one kind');
  return pair;
}

// Evidently 0.7.21: the operator of each stattest, at a score equal to the threshold.
test.each([
  { method: 'ks', drifted: true },
  { method: 'chisquare', drifted: false },
  { method: 'z', drifted: false },
  { method: 'wasserstein', drifted: true },
  { method: 'psi', drifted: true },
  { method: 'jensenshannon', drifted: true },
  { method: 'kl_div', drifted: true },
  { method: 'hellinger', drifted: true },
  { method: 'TVD', drifted: false },
  { method: 'g_test', drifted: false },
  { method: 'fisher_exact', drifted: false },
  { method: 't_test', drifted: false },
  { method: 'mannw', drifted: false },
  { method: 'anderson', drifted: false },
  { method: 'cramer_von_mises', drifted: true },
  { method: 'es', drifted: false },
  { method: 'ed', drifted: false },
  { method: 'empirical_mmd', drifted: false },
] as const)('$method at its threshold: drift is $drifted', ({ method, drifted }) => {
  expect(isDrift(methodNamed(method), 0.1, 0.1)).toBe(drifted);
});

test.each([
  { name: 'numbers in numeric order', reference: [10, 9, 9], current: [2], expected: { reference: [0, 2, 1], current: [1, 0, 0] } },
  {
    name: 'text that is all numbers in numeric order',
    reference: ['10', '9', '9'],
    current: ['2'],
    expected: { reference: [0, 2, 1], current: [1, 0, 0] },
  },
  {
    name: 'other text by its characters',
    reference: ['b', 'B', 'é'],
    current: ['a'],
    expected: { reference: [1, 0, 1, 1], current: [0, 1, 0, 0] },
  },
  { name: 'both zeros as one', reference: [0, -0], current: [-0], expected: { reference: [2], current: [1] } },
])('counts $name', ({ reference, current, expected }) => {
  expect(categoryCounts(pairOf(reference, current))).toEqual(expected);
});

test.each(numericOnlyMethods)('%s rejects categories', (method) => {
  expect(() => compareColumn(methodNamed(method), pairOf(['a'], ['b']))).toThrow(
    `${method} expected a numeric column, got a categorical one`,
  );
});

test('text rejects numbers', () => {
  expect(() => compareColumn(methodNamed('text'), pairOf([1], [2]))).toThrow('text expected a column of texts, got a numeric one');
});

test('a name that no method has is an error', () => {
  expect(() => methodNamed('k-s')).toThrow(new RangeError('expected a drift method, got "k-s"'));
});

test('the contract lists every method once', () => {
  expect([...columnMethods].sort()).toEqual(driftMethods.map(({ name }) => name).sort());
});

test.each(driftMethods)('$name: a p-value is small when there is drift, a distance large', ({ name, score, drift, words }) => {
  expect(['<', '≤'].includes(drift)).toBe(score === 'p_value');
  expect(methodFacts[name as keyof typeof methodFacts].title).toBe(words.title);
});
