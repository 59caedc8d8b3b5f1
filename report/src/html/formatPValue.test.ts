import { formatPValue } from './formatPValue.ts';

test.each([
  { value: 0, expected: 'p < 0.0001' },
  { value: 0.00005, expected: 'p < 0.0001' },
  { value: 0.0001, expected: 'p = 0.0001' },
  { value: 0.0321456, expected: 'p = 0.0321' },
  { value: 0.99999, expected: 'p > 0.9999' },
  { value: 1, expected: 'p = 1' },
  { value: Number.NaN, expected: 'p = –' },
])('a p-value of $value reads "$expected"', ({ value, expected }) => {
  expect(formatPValue(value)).toBe(expected);
});
