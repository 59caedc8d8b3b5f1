import { normalFrom, randomFromSeed } from '@modelmonitor/stats';
import type { Column } from '../../../tables/src/table.ts';
import type { ErrorSide } from './comparableSides.ts';
import { errorGivenFeatures } from './errorGivenFeatures.ts';

const names = ['alcohol', 'acidity', 'sugar', 'sulphates'] as const;

interface World {
  /** What a row's features become, alcohol first. */
  readonly shift?: (features: number[]) => unknown;
  /** Chance of an error on top of what the features give. */
  readonly worse?: (alcohol: number) => number;
}

/** Rows whose chance of an error hangs on two features and their product; alcohol is about 11 ± 1. */
function simulated(rows: number, seed: number, { shift = () => undefined, worse = () => 0 }: World = {}): ErrorSide {
  const random = randomFromSeed(seed);
  const normal = normalFrom(random);
  const columns = names.map(() => new Float64Array(rows));
  const errors = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const features = names.map(() => normal());
    shift(features);
    const [alcohol = 0, acidity = 0] = features;
    for (const [index, column] of columns.entries()) column[row] = (index === 0 ? 11 : 0) + (features[index] ?? 0);
    const chance = 1 / (1 + Math.exp(2.2 - 0.7 * alcohol - 0.5 * Math.abs(acidity) - 0.3 * alcohol * acidity));
    errors[row] = random() < chance + worse(alcohol + 11) ? 1 : 0;
  }
  const features = names.map((name, index): Column => ({ name, type: 'numeric', values: columns[index] ?? new Float64Array() }));
  return { features, errors, rows: Int32Array.from({ length: rows }, (_, row) => row) };
}

const options = { threshold: 0.05, seed: 1 };

function alarms(runs: number, rows: number, world: World): number {
  const verdicts = Array.from(
    { length: runs },
    (_, run) => errorGivenFeatures(simulated(rows, 2 * run), simulated(rows, 2 * run + 1, world), options).verdict,
  );
  return verdicts.filter((verdict) => verdict === 'drifted').length;
}

// Of 40 runs at 5 %, fewer than 7 alarms come with probability 0.997 (binomial).
test.each<{ name: string; rows: number; world: World }>([
  { name: 'nothing changes in 100 rows', rows: 100, world: {} },
  { name: 'nothing changes in 400 rows', rows: 400, world: {} },
  {
    name: 'a feature that errors hang on shifts by a standard deviation',
    rows: 400,
    world: { shift: (x) => x.splice(0, 1, (x[0] ?? 0) + 1) },
  },
  {
    name: 'features spread and become correlated',
    rows: 400,
    world: { shift: (x) => x.splice(1, 1, 1.2 * (x[1] ?? 0) + 0.6 * (x[0] ?? 0)) },
  },
])('about one run in twenty alarms when $name', ({ rows, world }) => {
  expect(alarms(40, rows, world)).toBeLessThan(7);
});

test('a change in one region is found in nearly every run, also when the inputs shift', () => {
  const worse = (alcohol: number) => (alcohol > 11.8 ? 0.3 : 0);
  expect(alarms(20, 800, { worse })).toBeGreaterThan(17);
  expect(alarms(20, 800, { worse, shift: (x) => x.splice(2, 1, (x[2] ?? 0) + 1) })).toBeGreaterThan(17);
});

test('the report says where the error changed', () => {
  const worse = (alcohol: number) => (alcohol > 11.84 ? 0.4 : 0);
  const report = errorGivenFeatures(simulated(2000, 1), simulated(2000, 2, { worse }), options);
  expect(report.verdict).toBe('drifted');
  expect(report.features[0]).toMatchObject({
    name: 'alcohol',
    detail: expect.stringMatching(/^alcohol above 11\.\d+: error 0\.\d+ instead of 0\.\d+$/),
  });
  expect(report.error?.current).toBeGreaterThan(report.error?.reference ?? 1);
});

test('a category where the error changed is named, and rows without a value are a place of their own', () => {
  const side = (wrong: string | null) => ({
    features: [
      {
        name: 'color',
        type: 'categorical' as const,
        values: Array.from({ length: 900 }, (_, row) => (['red', 'white', null] as const)[row % 3] ?? null),
      },
    ],
    errors: Float64Array.from({ length: 900 }, (_, row) =>
      ((['red', 'white', null] as const)[row % 3] === wrong && row % 2 === 0) || row % 20 === 0 ? 1 : 0,
    ),
    rows: Int32Array.from({ length: 900 }, (_, row) => row),
  });
  expect(errorGivenFeatures(side('none'), side('white'), options).features[0]?.detail).toMatch(
    /^color "white": error 0\.5\d* instead of 0\.05$/,
  );
  expect(errorGivenFeatures(side('none'), side(null), options).features[0]?.detail).toMatch(
    /^color missing: error 0\.5\d* instead of 0\.05$/,
  );
});

const normal = simulated(500, 3);
const dirty: ErrorSide = {
  ...normal,
  features: [
    {
      name: 'alcohol',
      type: 'numeric',
      values: Float64Array.from({ length: 500 }, (_, row) => [Number.NaN, Number.POSITIVE_INFINITY, 1e308, -1e308, 11][row % 5] ?? 0),
    },
    { name: 'empty', type: 'numeric', values: new Float64Array(500).fill(Number.NaN) },
    { name: 'constant', type: 'numeric', values: new Float64Array(500).fill(7) },
    { name: 'nothing', type: 'categorical', values: new Array<null>(500).fill(null) },
    { name: 'identifier', type: 'categorical', values: Array.from({ length: 500 }, (_, row) => `row ${row}`) },
    { name: 'acidity', type: 'categorical', values: new Array<string>(500).fill('a') },
  ],
};

test('dirty features fail nothing and alarm nothing', () => {
  const report = errorGivenFeatures(dirty, dirty, options);
  expect(report).toMatchObject({ verdict: 'stable', features: [] });
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

test.each([
  {
    name: 'too few rows',
    reference: simulated(49, 1),
    current: normal,
    reason: 'needs 50 rows with label and prediction on both sides, got 49',
  },
  { name: 'no feature in common', reference: { ...normal, features: [] }, current: normal, reason: 'needs a feature that both sides have' },
  {
    name: 'errors that never vary',
    reference: { ...normal, errors: new Float64Array(500) },
    current: { ...normal, errors: new Float64Array(500) },
    reason: 'the errors do not vary',
  },
  {
    name: 'features that do not overlap',
    reference: normal,
    current: simulated(500, 4, { shift: (x) => x.splice(0, 1, (x[0] ?? 0) + 12) }),
    reason: expect.stringMatching(/^the features hardly overlap: \d % of the rows are comparable, needs 10 %$/),
  },
])('nothing is known with $name', ({ reference, current, reason }) => {
  expect(errorGivenFeatures(reference, current, options)).toEqual({
    statistic: null,
    p_value: null,
    threshold: 0.05,
    verdict: 'unknown',
    reason,
    features: [],
  });
});

test('the order of the rows does not matter, and the same input gives the same report', () => {
  const [reference, current] = [simulated(400, 5), simulated(400, 6)];
  const reversed = { ...current, rows: current.rows.toReversed(), errors: current.errors.toReversed() };
  const { statistic } = errorGivenFeatures(reference, current, options);
  expect(errorGivenFeatures(reference, reversed, options).statistic).toBeCloseTo(statistic ?? Number.NaN, 9);
  expect(errorGivenFeatures(reference, current, options).statistic).toBe(statistic);
});
