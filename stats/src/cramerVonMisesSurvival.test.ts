import { cramerVonMisesSurvival } from './cramerVonMisesSurvival.ts';
import { exactCramerVonMisesPValue } from './exactCramerVonMisesPValue.ts';

// mpmath 1.3, 120 digits: one less the series of Anderson and Darling
test.each([
  { x: 0.005, expected: 0.9999999999779975 },
  { x: 0.01, expected: 0.9999941355671901 },
  { x: 0.02, expected: 0.9969993856983981 },
  { x: 0.05, expected: 0.876280931041349 },
  { x: 0.1, expected: 0.5848734384067948 },
  { x: 0.2, expected: 0.26747043054077485 },
  { x: 0.3, expected: 0.1351712688051058 },
  { x: 0.34, expected: 0.10469469848081668 },
  { x: 0.35, expected: 0.09832701530732516 },
  { x: 0.36, expected: 0.09238339322982973 },
  { x: 0.4, expected: 0.0722473225358392 },
  { x: 0.46136, expected: 0.05000038313265128 },
  { x: 0.5, expected: 0.03983321756560759 },
  { x: 0.7, expected: 0.012737623597890602 },
  { x: 1, expected: 0.002460452180133964 },
  { x: 1.5, expected: 0.00017269621978801883 },
  { x: 2, expected: 1.2780736172781673e-5 },
  { x: 3, expected: 7.56774345931602e-8 },
  { x: 4, expected: 4.734453032275372e-10 },
  { x: 5, expected: 3.0539290331033876e-12 },
  { x: 8, expected: 9.019756259927726e-19 },
  { x: 10, expected: 4.178941092885288e-23 },
  { x: 15, expected: 6.578152005106905e-34 },
  { x: 20, expected: 1.0972093165653867e-44 },
  { x: 30, expected: 3.3198357119286364e-66 },
])('the upper tail beyond $x', ({ x, expected }) => {
  expect(Math.abs(cramerVonMisesSurvival(x) / expected - 1)).toBeLessThan(1e-12);
});

test('all of the distribution lies above 0; less is refused', () => {
  expect([cramerVonMisesSurvival(0), cramerVonMisesSurvival(Infinity)]).toEqual([1, 0]);
  expect(() => cramerVonMisesSurvival(-1)).toThrow(new RangeError('cramer-von mises survival needs a number of at least 0, got -1'));
});

// Anderson (1962), tables 2 to 5, as scipy 1.17.1's TestCvm_2samp takes them
test.each([
  { criterion: 710, n: 5, m: 6, expected: 48 / 462 },
  { criterion: 576, n: 4, m: 6, expected: 2 / 210 },
])('the exact p-value of $criterion with $n and $m rows', ({ criterion, n, m, expected }) => {
  expect(exactCramerVonMisesPValue(criterion, n, m)).toBeCloseTo(expected, 14);
  expect(exactCramerVonMisesPValue(criterion, m, n)).toBeCloseTo(expected, 14);
});
