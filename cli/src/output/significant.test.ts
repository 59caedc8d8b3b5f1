import { significant } from './significant.ts';

test.each([
  [0, '0'],
  [0.05, '0.05'],
  [0.123456, '0.1235'],
  [1234.5678, '1235'],
  [2.34567e-12, '2.346e-12'],
  [1e-9, '1e-9'],
  [123456789, '1.235e+8'],
  [-0.5, '-0.5'],
  [Number.NaN, 'NaN'],
])('%p is written as %s', (value, expected) => {
  expect(significant(value)).toBe(expected);
});
