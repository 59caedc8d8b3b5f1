import { formatPercent, formatPercentBeside } from './formatPercent.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test.each([
  { share: 0, expected: '0 %' },
  { share: 0.0004, expected: '< 0.1 %' },
  { share: 0.0234, expected: '2.3 %' },
  { share: 0.05, expected: '5 %' },
  { share: 3 / 13, expected: '23 %' },
  { share: 0.995, expected: '99.5 %' },
  { share: 0.99999, expected: '> 99.9 %' },
  { share: 1, expected: '100 %' },
  { share: Number.NaN, expected: '–' },
])('a share of $share is "$expected"', ({ share, expected }) => {
  expect(plain(formatPercent(share))).toBe(expected);
});

test.each([
  { name: 'a share clearly off the limit stays short', share: 0.23, limit: 0.5, expected: '23 %' },
  { name: 'a share just below the limit does not look like it', share: 0.4996, limit: 0.5, expected: '49.96 %' },
  { name: 'a share at the limit is the limit', share: 0.5, limit: 0.5, expected: '50 %' },
  { name: 'a difference beyond four decimals is not told', share: 0.5 - 1e-12, limit: 0.5, expected: '50 %' },
])('$name', ({ share, limit, expected }) => {
  expect(plain(formatPercentBeside(share, limit))).toBe(expected);
});
