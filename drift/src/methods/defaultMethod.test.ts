import { defaultMethod } from './defaultMethod.ts';

// Expected: Evidently 0.7.21, stattests/registry.py, `_get_default_stattest`.
test.each([
  { type: 'numeric', rows: 1000, distinct: 6, method: 'ks' },
  { type: 'numeric', rows: 1000, distinct: 5, method: 'chisquare' },
  { type: 'numeric', rows: 1000, distinct: 3, method: 'chisquare' },
  { type: 'numeric', rows: 1000, distinct: 2, method: 'z' },
  { type: 'numeric', rows: 1001, distinct: 6, method: 'wasserstein' },
  { type: 'numeric', rows: 1001, distinct: 5, method: 'jensenshannon' },
  { type: 'numeric', rows: 1001, distinct: 1, method: 'jensenshannon' },
  { type: 'categorical', rows: 1000, distinct: 30, method: 'chisquare' },
  { type: 'categorical', rows: 1000, distinct: 3, method: 'chisquare' },
  { type: 'categorical', rows: 1000, distinct: 2, method: 'z' },
  { type: 'categorical', rows: 1000, distinct: 1, method: 'z' },
  { type: 'categorical', rows: 1001, distinct: 2, method: 'jensenshannon' },
] as const)('$rows reference rows with $distinct distinct $type values take $method', ({ type, rows, distinct, method }) => {
  expect(defaultMethod(type, rows, distinct)).toBe(method);
});
