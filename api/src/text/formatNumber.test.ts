import { numberMarkup } from '../../../report/src/html/numberMarkup.ts';
import { formatNumber } from './formatNumber.ts';

test.each([
  { name: 'four significant digits', value: 13.000617, expected: '13' },
  { name: 'no digits are invented', value: 0.05, expected: '0.05' },
  { name: 'a small number keeps four digits', value: 0.00123456, expected: '0.001235' },
  { name: 'a tiny number is a power of ten', value: 0.0000123456, expected: '1.235 × 10⁻⁵' },
  { name: 'a whole number is written out', value: 1234567, expected: '1,234,567' },
  { name: 'thousands lose their fraction', value: 12345.678, expected: '12,346' },
  { name: 'a huge number is a power of ten', value: 1e308, expected: '1 × 10³⁰⁸' },
  { name: 'a negative number has a true minus', value: -2.5, expected: '−2.5' },
  { name: 'minus zero is zero', value: -0, expected: '0' },
  { name: 'zero', value: 0, expected: '0' },
  { name: 'an absent number is a dash', value: null, expected: '–' },
  { name: 'not a number is a dash', value: Number.NaN, expected: '–' },
  { name: 'an infinity', value: Number.NEGATIVE_INFINITY, expected: '−∞' },
])('$name', ({ value, expected }) => {
  expect(formatNumber(value)).toBe(expected);
});

test('digits left out are in the tooltip', () => {
  expect(numberMarkup(13.000617).text).toBe('<span title="13.000617">13</span>');
  expect(numberMarkup(-1e-9).text).toBe('<span title="-1e-9">−1 × 10⁻⁹</span>');
});

test.each([[0.05], [-2.5], [1234567], [null]])('%p shows every digit and needs no tooltip', (value) => {
  expect(numberMarkup(value).text).not.toContain('title');
});
