import { isRowNumber, onlyCountsTime } from './isRowNumber.ts';

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

test.each([
  { name: 'year', step: 1, counts: true },
  { name: 'time', step: 1 / 12, counts: true },
  { name: 'Index', step: -1, counts: true },
  { name: 'height', step: 1, counts: false },
  { name: 'year', step: 0, counts: false },
])('$name by steps of $step only counts time: $counts', ({ name, step, counts }) => {
  expect(
    onlyCountsTime(
      name,
      Float64Array.from({ length: 20 }, (_, row) => 1980 + row * step),
    ),
  ).toBe(counts);
});

test('a time that goes back once does not only count', () => {
  expect(
    onlyCountsTime(
      'year',
      Float64Array.from({ length: 20 }, (_, row) => 1980 + (row % 19)),
    ),
  ).toBe(false);
});
