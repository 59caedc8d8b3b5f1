import { longestRun } from './longestRun.ts';

test.each([
  { name: 'the most common value', values: [1, 2, 2, 5], expected: { value: 2, count: 2, distinct: 3 } },
  { name: 'the smallest of several', values: [1, 1, 2, 2], expected: { value: 1, count: 2, distinct: 2 } },
  { name: 'a run at the end', values: [1, 3, 3, 3], expected: { value: 3, count: 3, distinct: 2 } },
  { name: 'zeros of both signs are one', values: [-0, 0], expected: { value: -0, count: 2, distinct: 1 } },
  { name: 'no value', values: [], expected: { value: undefined, count: 0, distinct: 0 } },
])('$name', ({ values, expected }) => {
  expect(longestRun(Float64Array.from(values))).toEqual(expected);
});
