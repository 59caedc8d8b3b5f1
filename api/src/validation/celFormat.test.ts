import { celFormat } from './celFormat.ts';

// Expected values: Go 1.26, fmt.Sprintf("%g") and strconv.Quote, which cel-go's string.format uses.
test.each([
  { name: 'whole numbers', text: 'got %d and %d', values: [2n, 1000000n], expected: 'got 2 and 1000000' },
  { name: 'fractions', text: '%s %s %s', values: [8.5, -0.25, 0], expected: '8.5 -0.25 0' },
  {
    name: 'large and small doubles',
    text: '%s %s %s %s',
    values: [999_999, 1e6, 123_456_789, 1e21],
    expected: '999999 1e+06 1.23456789e+08 1e+21',
  },
  { name: 'doubles near zero', text: '%s %s %s', values: [0.0001, 0.00001, -1.5e-7], expected: '0.0001 1e-05 -1.5e-07' },
  { name: 'texts', text: 'got %s', values: ['$& 50 %'], expected: 'got $& 50 %' },
  { name: 'lists', text: 'got %s', values: [['od280/od315', 'a "b"', 2n]], expected: 'got ["od280/od315", "a \\"b\\"", 2]' },
  { name: 'an empty list', text: 'got %s', values: [[]], expected: 'got []' },
])('writes $name', ({ text, values, expected }) => {
  expect(celFormat(text, values)).toBe(expected);
});
