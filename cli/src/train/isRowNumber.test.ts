import { isRowNumber } from './isRowNumber.ts';

test.each([
  { name: 'rownames', values: [1, 2, 3, 4], expected: true },
  { name: 'x', values: [0, 1, 3, 4, 5], expected: true },
  { name: 'customer id', values: [9, 4, 7, 1000], expected: true },
  { name: 'orderId', values: [9, 4, 7, 1000], expected: true },
  { name: 'orderId', values: [9, 4, 7, 9], expected: false },
  { name: 'humid', values: [9, 4, 7, 1000], expected: false },
  { name: 'year', values: [1990, 1991, 1992], expected: false },
  { name: 'dose', values: [1, 10, 100, 1000], expected: false },
  { name: 'speed', values: [1, 2, 2, 3], expected: false },
  { name: 'id', values: [0.5, 1, 2], expected: false },
])('$name of $values: $expected', ({ name, values, expected }) => {
  expect(isRowNumber(name, values)).toBe(expected);
});
