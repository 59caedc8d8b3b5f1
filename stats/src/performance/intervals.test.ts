import { normalFrom } from '../normalFrom.ts';
import { randomFromSeed } from '../randomFromSeed.ts';
import { binomialFrom } from './binomialFrom.ts';
import { confusionIntervals } from './confusionIntervals.ts';
import { confusionScores } from './confusionScores.ts';
import { macroRocAuc } from './macroRocAuc.ts';
import { regressionErrors } from './regressionErrors.ts';
import { rocAuc } from './rocAuc.ts';
import { wilsonInterval } from './wilsonInterval.ts';

const Z95 = 1.959963984540054;

/** Share of 300 simulated samples whose 95 % interval holds the truth: 1.3 points of noise on 95 %. */
function coverage(truth: number, interval: (random: () => number) => readonly [number, number]): number {
  const random = randomFromSeed(7);
  let held = 0;
  for (let run = 0; run < 300; run++) {
    const [lower, upper] = interval(random);
    if (lower <= truth && truth <= upper) held++;
  }
  return held / 300;
}

function around({ value, standardError }: { readonly value: number; readonly standardError: number }): [number, number] {
  return [value - Z95 * standardError, value + Z95 * standardError];
}

// statsmodels 0.15 proportion_confint(method='wilson')
test.each([
  { successes: 8, rows: 10, lower: 0.49016247153664183, upper: 0.9433178485456247 },
  { successes: 0, rows: 20, lower: 0, upper: 0.1611251580528194 },
  { successes: 20, rows: 20, lower: 0.8388748419471804, upper: 1 },
])("Wilson's interval of $successes in $rows is that of statsmodels", ({ successes, rows, lower, upper }) => {
  const interval = wilsonInterval(successes, rows, Z95);
  expect(interval.lower).toBeCloseTo(lower, 9);
  expect(interval.upper).toBeCloseTo(upper, 9);
});

describe('of simulated samples the 95 % interval holds the truth in about 95 of 100', () => {
  test("Wilson's, of a share of 0.9 in 60 rows", () => {
    const held = coverage(0.9, (random) => {
      const { lower, upper } = wilsonInterval(binomialFrom(random)(60, 0.9), 60, Z95);
      return [lower, upper];
    });
    expect(held).toBeGreaterThan(0.91);
  });

  test('the bootstrap of macro F1', () => {
    const shares = [
      [0.4, 0.1],
      [0.15, 0.35],
    ];
    const held = coverage(confusionScores(shares).macroF1, (random) => {
      const cells = shares.map((row) => row.map(() => 0));
      for (let row = 0; row < 200; row++) {
        const at = random();
        const [actual, predicted] = at < 0.4 ? [0, 0] : at < 0.5 ? [0, 1] : at < 0.65 ? [1, 0] : [1, 1];
        const counts = cells[actual] as number[];
        counts[predicted] = (counts[predicted] as number) + 1;
      }
      const { lower, upper } = confusionIntervals(cells, { seed: 1, resamples: 200 }).macroF1;
      return [lower, upper];
    });
    expect(held).toBeGreaterThan(0.9);
    expect(held).toBeLessThan(0.99);
  });

  // Two normal samples one standard deviation apart: AUC = Φ(1 / √2), scipy.stats.norm.cdf
  test("DeLong's, of the area between two normal samples", () => {
    const held = coverage(0.7602499389065233, (random) => {
      const normal = normalFrom(random);
      return around(
        rocAuc(
          Float64Array.from({ length: 60 }, () => normal() + 1),
          Float64Array.from({ length: 90 }, () => normal()),
        ),
      );
    });
    expect(held).toBeGreaterThan(0.91);
    expect(held).toBeLessThan(0.985);
  });

  test('the influence of rows on the mean of three areas', () => {
    const held = coverage(0.7602499389065233, (random) => {
      const normal = normalFrom(random);
      const actual = Float64Array.from({ length: 210 }, (_, row) => row % 3);
      return around(
        macroRocAuc(
          actual,
          [0, 1, 2].map((index) => actual.map((label) => normal() + Number(label === index))),
        ),
      );
    });
    expect(held).toBeGreaterThan(0.91);
    expect(held).toBeLessThan(0.985);
  });

  // Target ~ N(0, 2²), error ~ N(0.3, 1): MAE = 2 φ(0.3) + 0.3 (2 Φ(0.3) − 1), RMSE = √1.09, R² = 1 − 1.09 / 4 (scipy.stats.norm)
  test.each([
    { figure: 'meanError', truth: 0.3 },
    { figure: 'meanAbsoluteError', truth: 0.8335224842344197 },
    { figure: 'rootMeanSquaredError', truth: 1.0440306508910551 },
    { figure: 'rSquared', truth: 0.7275 },
  ] as const)('the delta method, of $figure', ({ figure, truth }) => {
    const held = coverage(truth, (random) => {
      const normal = normalFrom(random);
      const target = Float64Array.from({ length: 200 }, () => 2 * normal());
      return around(
        regressionErrors(
          target,
          target.map((value) => value + 0.3 + normal()),
        )[figure],
      );
    });
    expect(held).toBeGreaterThan(0.9);
    expect(held).toBeLessThan(0.985);
  });
});

test('the bootstrap of a million rows costs as much as that of ten, and the same seed gives the same interval', () => {
  const confusion = [
    [450_000, 50_000],
    [100_000, 400_000],
  ];
  const once = confusionIntervals(confusion, { seed: 3 });
  expect(confusionIntervals(confusion, { seed: 3 })).toEqual(once);
  expect(once.macroF1.upper - once.macroF1.lower).toBeGreaterThan(0.001);
  expect(once.macroF1.upper - once.macroF1.lower).toBeLessThan(0.002);
});

// Mean and variance of the binomial; 2,000 draws leave 3 standard errors of about 7 % of the standard deviation.
test.each([
  { trials: 40, chance: 0.1 },
  { trials: 1000, chance: 0.999 },
  { trials: 1_000_000, chance: 0.3 },
])('draws of $trials trials at $chance have the binomial mean and variance', ({ trials, chance }) => {
  const binomial = binomialFrom(randomFromSeed(5));
  const draws = Float64Array.from({ length: 2000 }, () => binomial(trials, chance));
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
  const expected = trials * chance * (1 - chance);
  expect(Math.abs(mean - trials * chance)).toBeLessThan(0.07 * Math.sqrt(expected));
  expect(variance / expected).toBeGreaterThan(0.88);
  expect(variance / expected).toBeLessThan(1.12);
});
