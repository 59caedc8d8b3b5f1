import { andersonDarling } from './andersonDarling.ts';
import { cramerVonMises } from './cramerVonMises.ts';
import { energyDistance } from './energyDistance.ts';
import { eppsSingleton } from './eppsSingleton.ts';
import { mannWhitney } from './mannWhitney.ts';
import { maximumMeanDiscrepancyTest } from './maximumMeanDiscrepancyTest.ts';
import { randomFromSeed } from './randomFromSeed.ts';
import { studentTTest } from './studentTTest.ts';

/** Recipes that any language can follow, so that the expected numbers can be had again. */
const recipes = {
  line: (i: number) => i * 0.5,
  square: (i: number) => (i * 0.1) ** 2,
  ties: (i: number) => (i * 7) % 5,
  wave: (i: number) => Math.round(30 * Math.sin(i * 1.3)) / 10,
} as const;

type Recipe = readonly [kind: keyof typeof recipes, rows: number, shift: number];

const sample = ([kind, rows, shift]: Recipe) => Float64Array.from({ length: rows }, (_, index) => recipes[kind](index + 1) + shift).sort();

interface Row {
  readonly a: Recipe;
  readonly b: Recipe;
  /** p-values two-sided, less and greater. */
  readonly mannWhitney: readonly [number, number, number];
  readonly anderson: readonly [number, number];
  readonly cvm: readonly [number, number];
  readonly es: readonly [number, number];
  readonly energy: number;
  readonly t: readonly [number, number];
}

// scipy 1.17.1: mannwhitneyu, anderson_ksamp, cramervonmises_2samp, epps_singleton_2samp, energy_distance and ttest_ind of (a, b): statistic, p-value.
const rows: readonly Row[] = [
  {
    a: ['line', 5, 0],
    b: ['line', 6, 0.25],
    mannWhitney: [0.42857142857142855, 0.21428571428571427, 0.8354978354978355],
    anderson: [-0.5315060615123878, 0.25],
    cvm: [0.10606060606060619, 0.6515151515151515],
    es: [0.9673169971136872, 0.914710641461892],
    energy: 0.47726070210921184,
    t: [-0.9447549859466603, 0.3694545936356034],
  },
  {
    a: ['line', 8, 0],
    b: ['square', 30, 0],
    mannWhitney: [0.7882587022818175, 0.39412935114090875, 0.6195816094128084],
    anderson: [0.0635252230301217, 0.25],
    cvm: [0.16940789473684248, 0.34703814275887235],
    es: [16.590042445780465, 0.002321498681489667],
    energy: 0.7384292638958575,
    t: [-0.8777828233566913, 0.38588239008380143],
  },
  {
    a: ['ties', 6, 0],
    b: ['ties', 7, 1],
    mannWhitney: [0.16816441083708267, 0.08408220541854133, 0.9361446387470292],
    anderson: [0.7511018182178176, 0.16125238079628051],
    cvm: [0.22527472527472536, 0.25466200466200467],
    es: [1.6900717603739073, 0.7925203022103792],
    energy: 0.8478330387983265,
    t: [-1.5835102432354262, 0.14161180947799099],
  },
  {
    a: ['ties', 40, 0],
    b: ['ties', 25, 1],
    mannWhitney: [0.013788767265664045, 0.0068943836328320225, 0.9933649956345683],
    anderson: [5.2387831935364435, 0.002850654400082341],
    cvm: [0.6023076923076918, 0.021902904164688763],
    es: [15.840610303433749, 0.0032406705980858076],
    energy: 0.6324555320336759,
    t: [-2.7304983614305915, 0.008190851306593193],
  },
  {
    a: ['wave', 20, 0],
    b: ['wave', 20, 0.5],
    mannWhitney: [0.3435608052342166, 0.1717804026171083, 0.8350249881467553],
    anderson: [0.004325041638516733, 0.25],
    cvm: [0.10312500000000036, 0.588552602887371],
    es: [3.5527970758729683, 0.4698959742974709],
    energy: 0.32710854467592254,
    t: [-0.7141879132926334, 0.47947526554428554],
  },
  {
    a: ['wave', 50, 0],
    b: ['wave', 70, 0.3],
    mannWhitney: [0.331089563808458, 0.165544781904229, 0.8357766012086782],
    anderson: [0.8307350082181233, 0.14915332098267756],
    cvm: [0.12159920634920596, 0.49544434380464275],
    es: [5.501281373484333, 0.23961686871788573],
    energy: 0.188515143115012,
    t: [-0.6857216742797931, 0.494233660600619],
  },
  {
    a: ['square', 30, 0],
    b: ['line', 21, 1],
    mannWhitney: [0.00041352137297456765, 0.00020676068648728383, 0.9998077064929283],
    anderson: [7.697959944265181, 0.001],
    cvm: [1.2217086834733895, 0.0007169215311743082],
    es: [21.910634597094553, 0.00020879844341041098],
    energy: 1.4822280526288796,
    t: [-4.010533034029381, 0.00020644451392557459],
  },
  {
    a: ['line', 300, 0],
    b: ['line', 200, 20],
    mannWhitney: [0.20646766373071967, 0.8968796072574469, 0.10323383186535984],
    anderson: [12.401491866312979, 0.001],
    cvm: [1.2445000000000022, 0.000661961813493761],
    es: [101.52602619727074, 4.655036331896596e-21],
    energy: 1.7639129482173688,
    t: [1.4314131326547619, 0.15293909855807483],
  },
  {
    a: ['wave', 9, 0],
    b: ['line', 12, -3],
    mannWhitney: [0.6955188922850721, 0.34775944614253607, 0.6781514938790882],
    anderson: [-0.47052818168069277, 0.25],
    cvm: [0.10185185185185208, 0.6220018371721158],
    es: [3.1441320215593414, 0.5340015488391783],
    energy: 0.4677896541115752,
    t: [-0.35004012754429625, 0.7301589791285771],
  },
];

function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-10 * Math.abs(expected) + 1e-13);
}

test.each(rows)('tests of $a against $b agree with scipy', ({ a, b, ...expected }) => {
  const [x, y] = [sample(a), sample(b)];
  for (const [index, alternative] of (['two-sided', 'less', 'greater'] as const).entries()) {
    expectClose(mannWhitney(x, y, { alternative }).pValue, expected.mannWhitney[index] as number);
  }
  const found = { anderson: andersonDarling(x, y), cvm: cramerVonMises(x, y), es: eppsSingleton(x, y), t: studentTTest(x, y) };
  for (const [name, { statistic, pValue }] of Object.entries(found)) {
    const [expectedStatistic, expectedPValue] = expected[name as keyof typeof found];
    expectClose(statistic, expectedStatistic);
    expectClose(pValue, expectedPValue);
  }
  expectClose(energyDistance(x, y), expected.energy);
});

test('far apart, the Cramér–von Mises p-value keeps its digits where a difference from 1 would have none', () => {
  // mpmath 1.3, 120 digits: the limiting distribution at the standardised statistic 28.5…; scipy 1.17.1 gives 2.9e-9.
  expect(cramerVonMises(sample(['wave', 200, 0]), sample(['wave', 150, 1000])).pValue).toBeLessThan(1e-60);
});

test('many ties with the same shares are no evidence, unless midranks are requested, as scipy has them', () => {
  const [x, y] = [1000, 100].map((rows) => Float64Array.from({ length: rows }, (_, row) => row % 10).sort()) as [
    Float64Array,
    Float64Array,
  ];
  expect(cramerVonMises(x, y, { ties: 'distribution' })).toEqual({ statistic: 0, pValue: 1 });
  // scipy 1.17.1 cramervonmises_2samp
  expect(cramerVonMises(x, y).statistic).toBeCloseTo(7.4243863636363585, 9);
});

test('constant samples: the same value is no evidence, another value is all of it', () => {
  const [ones, twos] = [Float64Array.of(1, 1, 1), Float64Array.of(2, 2, 2)];
  expect(studentTTest(ones, ones)).toEqual({ statistic: 0, pValue: 1, degreesOfFreedom: 4 });
  expect(studentTTest(ones, twos)).toEqual({ statistic: Number.NEGATIVE_INFINITY, pValue: 0, degreesOfFreedom: 4 });
  expect(mannWhitney(ones, ones).pValue).toBe(1);
  expect(cramerVonMises(ones, ones).pValue).toBe(1);
  expect(energyDistance(ones, ones)).toBe(0);
});

test('of two values, the Epps–Singleton test has one degree of freedom', () => {
  expect(eppsSingleton([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1]).degreesOfFreedom).toBe(1);
});

const few = Float64Array.of(1, 2);
const many = Float64Array.of(1, 1, 1, 1, 1, 1, 1, 2);
const random = () => 0;

test.each([
  { name: 'no value', act: () => mannWhitney([], few), message: 'mann-whitney needs at least one value, got none' },
  {
    name: 'NaN',
    act: () => energyDistance([1, Number.NaN], few),
    message: 'energy needs finite values in ascending order, got NaN at index 1',
  },
  {
    name: 'three rows in all',
    act: () => andersonDarling([1], few),
    message: 'anderson-darling needs at least 4 rows on both sides together, got 3',
  },
  {
    name: 'one value everywhere',
    act: () => andersonDarling([3, 3], [3, 3]),
    message: 'anderson-darling needs more than one distinct value, got only 3',
  },
  {
    name: 'a side of one value',
    act: () => cramerVonMises([1], few),
    message: 'cramer-von mises needs at least two values on each side, got 1 and 2',
  },
  {
    name: 'a side of two values',
    act: () => eppsSingleton(few, many),
    message: 'epps-singleton needs at least 5 values on each side, got 2 and 8',
  },
  {
    name: 'an interquartile range of 0',
    act: () => eppsSingleton(many, many),
    message: 'epps-singleton needs a pooled interquartile range above 0, got 0',
  },
  {
    name: 'two constant sides',
    act: () => eppsSingleton([1, 1, 1, 1, 1], [2, 2, 2, 2, 2]),
    message: 'epps-singleton needs values that vary on one side at least, got one value on each',
  },
  { name: 'two rows in all', act: () => studentTTest([1], [2]), message: 't-test needs at least 3 rows on both sides together, got 2' },
  {
    name: 'values whose squares overflow',
    act: () => studentTTest([-1e308, 1e308], few),
    message: 't-test needs values whose sums and squares are finite numbers, got larger ones',
  },
  {
    name: 'a side of one row for a kernel',
    act: () => maximumMeanDiscrepancyTest(few, [1], random),
    message: 'mmd needs at least two values on each side, got 2 and 1',
  },
])('refuses $name', ({ act, message }) => {
  expect(act).toThrow(new RangeError(message));
});

test('a kernel test of many rows takes a sample of them, the same for the same seed', () => {
  const side = Float64Array.from({ length: 5000 }, (_, row) => row);
  const found = maximumMeanDiscrepancyTest(side, side, randomFromSeed(3));
  expect(found).toEqual(maximumMeanDiscrepancyTest(side, side, randomFromSeed(3)));
  expect(found.pValue).toBeGreaterThan(0.1);
});
