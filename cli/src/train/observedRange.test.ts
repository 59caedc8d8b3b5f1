import { observedRange } from './observedRange.ts';

test.each([
  { name: 'half the spread beyond each end', values: [10, 12, 14], range: { min: 8, max: 16 } },
  { name: 'not below 0 without negative values', values: [0, 4], range: { min: 0, max: 6 } },
  { name: 'small values keep their digits', values: [-0.001, 0.001], range: { min: -0.002, max: 0.002 } },
  { name: 'equal values have no range', values: [3, 3], range: undefined },
])('$name', ({ values, range }) => {
  expect(observedRange(values)).toEqual(range);
});
