import { regularizedBeta } from './regularizedBeta.ts';
import { studentTTwoSidedSurvival } from './studentTTwoSidedSurvival.ts';

// mpmath 1.3, 40 digits: betainc(k/2, 1/2, 0, k/(k + t²), regularized); below 100 degrees of freedom, the integral of the density
test.each([
  { t: 0.01, k: 1, expected: 0.9936340144701835 },
  { t: 1, k: 1, expected: 0.5 },
  { t: 10000.0, k: 1, expected: 6.366197702455154e-5 },
  { t: 2.5, k: 2.5, expected: 0.10456996307815539 },
  { t: 0.5, k: 3, expected: 0.651447964848151 },
  { t: 12, k: 3, expected: 0.0012450158007893367 },
  { t: 40, k: 10, expected: 2.2808577430857547e-12 },
  { t: 1.3, k: 30, expected: 0.20350095853811687 },
  { t: 9, k: 30, expected: 5.014831916147878e-10 },
  { t: 2, k: 199, expected: 0.04686000040128384 },
  { t: 2, k: 200, expected: 0.046853186187070975 },
  { t: 15, k: 200, expected: 1.4164499278714044e-34 },
  { t: 25, k: 1000, expected: 1.5203541383321278e-107 },
  { t: 0.001, k: 1000, expected: 0.9992023150184527 },
  { t: 3, k: 100000.0, expected: 0.002700460884064719 },
  { t: 30, k: 100000.0, expected: 7.378536872222233e-197 },
  { t: 5, k: 2000000.0, expected: 5.733514637831463e-7 },
])('beyond ±$t with $k degrees of freedom', ({ t, k, expected }) => {
  expect(Math.abs(studentTTwoSidedSurvival(t, k) / expected - 1)).toBeLessThan(1e-12);
  expect(studentTTwoSidedSurvival(-t, k)).toBe(studentTTwoSidedSurvival(t, k));
});

test('nothing lies beyond infinity, everything beyond 0, NaN is refused', () => {
  expect([studentTTwoSidedSurvival(Infinity, 3), studentTTwoSidedSurvival(0, 3), studentTTwoSidedSurvival(0, 1e6)]).toEqual([0, 1, 1]);
  expect(() => studentTTwoSidedSurvival(Number.NaN, 3)).toThrow(new RangeError('student t survival needs a number, got NaN'));
  expect(() => studentTTwoSidedSurvival(1, 0)).toThrow(RangeError);
});

// scipy 1.17.1 scipy.special.betainc(a, b, x)
test.each([
  { a: 2, b: 3, x: 0.4, expected: 0.5247999999999999 },
  { a: 0.5, b: 0.5, x: 0.01, expected: 0.06376856085851985 },
  { a: 30, b: 40, x: 0.9, expected: 1 },
  { a: 1000, b: 2000, x: 0.3, expected: 4.0738279160507626e-5 },
  { a: 0.1, b: 5, x: 0.5, expected: 0.998744026761861 },
])('the incomplete beta function of $a and $b at $x', ({ a, b, x, expected }) => {
  expect(Math.abs(regularizedBeta(a, b, { x, complement: 1 - x }) / expected - 1)).toBeLessThan(1e-12);
});

test('refuses shapes that are not positive', () => {
  expect(() => regularizedBeta(0, 1, { x: 0.5, complement: 0.5 })).toThrow(
    new RangeError('incomplete beta needs positive shapes, got 0 and 1'),
  );
});
