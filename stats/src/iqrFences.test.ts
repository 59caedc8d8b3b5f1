import { iqrFences } from './iqrFences.ts';

test.each([
  { name: 'Tukey’s fences', values: [1, 2, 3, 4, 5], times: 1.5, expected: { lower: -1, upper: 7 } },
  { name: 'far fences', values: [1, 2, 3, 4, 5], times: 3, expected: { lower: -4, upper: 10 } },
  { name: 'a constant has its value as both fences', values: [2, 2], times: 1.5, expected: { lower: 2, upper: 2 } },
])('$name', ({ values, times, expected }) => {
  expect(iqrFences(values, times)).toEqual(expected);
});
