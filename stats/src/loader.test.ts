import { poissonDeviance } from './poissonDeviance.ts';
import { stirlingError } from './stirlingError.ts';

// Expected values: mpmath with 30 digits, log(gamma(n + 1)) − log(2πn)/2 − n·log(n) + n
test.each([
  { n: 0.5, expected: 0.15342640972002736 },
  { n: 1, expected: 0.08106146679532726 },
  { n: 15.5, expected: 0.005375599032926834 },
  { n: 100, expected: 0.0008333305556349147 },
])('the error of Stirling at $n', ({ n, expected }) => {
  expect(Math.abs(stirlingError(n) - expected)).toBeLessThan(2e-15);
});

// Expected values: mpmath with 30 digits, count·log(count / mean) + mean − count
test.each([
  { name: 'a mean near the count', count: 100, mean: 110, expected: 0.468982019567514 },
  { name: 'a mean almost the count', count: 1e6, mean: 1e6 + 1, expected: 4.999996666669167e-7 },
  { name: 'a mean far from the count', count: 2, mean: 22, expected: 15.204209454403259 },
])('the deviance of $name keeps its digits', ({ count, mean, expected }) => {
  expect(Math.abs(poissonDeviance(count, mean) / expected - 1)).toBeLessThan(1e-15);
});

test('the deviance of an equal mean is 0, of no count the mean', () => {
  expect([poissonDeviance(7, 7), poissonDeviance(0, 3)]).toEqual([0, 3]);
});
