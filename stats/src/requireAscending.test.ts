import { requireAscending } from './requireAscending.ts';

test.each([
  { name: 'one value', values: [3] },
  { name: 'equal values', values: [2, 2, 2] },
  { name: 'negative values', values: [-3, -1, 0] },
])('lets $name pass', ({ values }) => {
  expect(() => requireAscending('ks', Object.freeze(values))).not.toThrow();
});

test.each([
  { name: 'no values', values: [], message: 'ks needs at least one value, got none' },
  { name: 'a step down', values: [1, 3, 2], message: 'ks needs finite values in ascending order, got 2 at index 2' },
  { name: 'NaN inside', values: [1, Number.NaN, 2], message: 'ks needs finite values in ascending order, got NaN at index 1' },
  { name: 'a negative infinity', values: [-Infinity, 1], message: 'ks needs finite values in ascending order, got -Infinity at index 0' },
  { name: 'an infinity', values: [1, Infinity], message: 'ks needs finite values in ascending order, got Infinity at index 1' },
])('refuses $name', ({ values, message }) => {
  expect(() => requireAscending('ks', values)).toThrow(new RangeError(message));
});
