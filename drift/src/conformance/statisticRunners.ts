import {
  chiSquareTest,
  cramersV,
  doaneBinEdges,
  energyDistance,
  eppsSingleton,
  exactCramerVonMisesPValue,
  hellingerDistance,
  histogramCounts,
  jensenShannonDistance,
  ksStatistic,
  ksTwoSample,
  lInfinityDistance,
  medianBandwidth,
  psiThreshold,
  standardDeviationLimits,
  wassersteinDistance,
} from '@modelmonitor/stats';
import { createAdwin, createEddm, streamEvents } from '@modelmonitor/stats/detectors';
import { type CaseValue, type ConformanceCase, countsOf, expectNear, precise, sortedOf, valuesOf } from './conformanceCase.ts';
import { numpyRandom } from './numpyRandom.ts';

type Runner = (it: ConformanceCase) => void;

/** Checks of cases that ask for a statistic, not for a verdict on a column. */
export const statisticRunners: Readonly<Record<string, Runner>> = {
  ks_statistic: scored(({ reference, current }) => ksStatistic(sortedOf(reference), sortedOf(current))),
  ks_2samp: ({ reference, current, executed, expected }) => {
    const { statistic, pValue } = ksTwoSample(sortedOf(reference), sortedOf(current));
    expectNear(statistic, (executed ?? expected)['statistic'], precise);
    expectNear(pValue, (executed ?? expected)['pvalue'], precise);
  },
  epps_singleton_2samp: ({ reference, current, executed, expected, tolerance }) => {
    const { statistic, pValue } = eppsSingleton(sortedOf(reference), sortedOf(current));
    expectNear(statistic, expected['statistic'], { abs: tolerance.statistic_abs ?? 0 });
    expectNear(pValue, expected['pvalue'], { abs: tolerance.pvalue_abs ?? 0 });
    if (executed !== undefined) expectNear(pValue, executed['pvalue'], precise);
  },
  cvm_2samp_exact_pvalue: ({ params, expected, tolerance }) =>
    expectNear(exactCramerVonMisesPValue(Number(params['U']), Number(params['m']), Number(params['n'])), expected['pvalue'], tolerance),
  wasserstein_distance: scored(({ reference, current }) => wassersteinDistance(sortedOf(reference), sortedOf(current))),
  energy_distance: scored(({ reference, current }) => energyDistance(sortedOf(reference), sortedOf(current))),
  emd_range_scaled: scored(({ reference, current }) => {
    const [one, other] = [sortedOf(reference), sortedOf(current)];
    const range = Math.max(one.at(-1) ?? 0, other.at(-1) ?? 0) - Math.min(one[0] ?? 0, other[0] ?? 0);
    return wassersteinDistance(one, other) / range;
  }),
  power_divergence_statistic: ({ reference, current, expected }) =>
    expectNear(chiSquareTest(current as number[], reference as number[]).statistic, expected['chi2'], precise),
  l_infinity: scored(({ reference, current }) => {
    const counts = countsOf(valuesOf(reference), valuesOf(current));
    return lInfinityDistance(counts.reference, counts.current);
  }),
  cramers_v_bias_corrected: scored((it) => {
    const counts = asDeepchecks(it);
    return cramersV(counts.reference, counts.current);
  }),
  mmd_sigma_median: ({ current, expected, tolerance }) => {
    // The case gives squared distances; of points on a line the first row has them all.
    const points = Float64Array.from((current as number[][])[0] ?? [], Math.sqrt);
    expectNear(medianBandwidth(points), expected['sigma'], tolerance);
  },
  psi_chi_square_threshold: thresholded('chi-square'),
  psi_normal_threshold: thresholded('normal'),
  std_threshold: ({ reference, params, expected, tolerance }) => {
    const values = reference as number[];
    const multipliers = { lower: Number(params['std_lower_multiplier'] ?? 3), upper: Number(params['std_upper_multiplier'] ?? 3) };
    const found = standardDeviationLimits(values, { center: Math.min(...values), ...multipliers });
    for (const [limit, bound] of Object.entries(expected)) expectNear(found[limit as 'lower' | 'upper'], bound, tolerance);
  },
  jensen_shannon_base2_doane: scored((it) => jensenShannonDistance(...doaneShares(it)) / Math.sqrt(Math.LN2)),
  hellinger_doane: scored((it) => hellingerDistance(...doaneShares(it))),
  jensen_shannon_base2_categorical: scored((it) => {
    const { reference, current } = countsOf(...drawn(it));
    return jensenShannonDistance(reference, current) / Math.sqrt(Math.LN2);
  }),
  // NannyML bins from 10 000 rows on; without bins the distance is the same within the tolerance of the case.
  wasserstein_binned_10000: ({ expected, tolerance, ...it }) => {
    const [reference, current] = drawn(it);
    expectNear(wassersteinDistance(sortedOf(reference), sortedOf(current)), expected['score'], tolerance);
  },
  adwin: ({ current, expected }) => expect(eventsOf(streamEvents(createAdwin(), sortless(current)))).toEqual(expected['events']),
  eddm: ({ current, params, expected }) => {
    const detector = createEddm({ warmStart: Number(params['warm_start']), alpha: Number(params['alpha']), beta: Number(params['beta']) });
    expect(eventsOf(streamEvents(detector, sortless(current)))).toEqual(expected['events']);
  },
};

function scored(score: (it: ConformanceCase) => number): Runner {
  return (it) => {
    const found = score(it);
    expectNear(found, it.expected['score'], it.tolerance);
    if (it.executed !== undefined) expectNear(found, it.executed['score'], precise);
  };
}

function thresholded(approximation: 'chi-square' | 'normal'): Runner {
  return ({ params, expected, executed, tolerance }) => {
    const sample = { rows: Number(params['target_sample_size']), bins: Number(params['bins']), significance: Number(params['alpha']) };
    const threshold = psiThreshold(sample, approximation);
    expectNear(threshold, expected['threshold'], tolerance);
    if (executed !== undefined) expectNear(threshold, executed['threshold'], precise);
  };
}

function sortless(data: unknown): Float64Array {
  return Float64Array.from(valuesOf(data), Number);
}

function eventsOf(events: readonly { kind: 'warning' | 'drift'; index: number }[]): unknown[] {
  return events.map(({ kind, index }) => [kind === 'drift' ? 'change' : kind, index]);
}

/** Counts after what deepchecks does first: rare categories left out, or the reference's classes weighted alike. */
function asDeepchecks({ reference, current, params }: ConformanceCase): { reference: number[]; current: number[] } {
  const counts = countsOf(valuesOf(reference), valuesOf(current));
  const rows = counts.reference.reduce((sum, count) => sum + count, 0);
  if (params['balance_classes'] === true) {
    const weighted = counts.current.map((count, category) => count / (counts.reference[category] ?? 1));
    const total = weighted.reduce((sum, weight) => sum + weight, 0);
    return {
      reference: counts.reference.map(() => rows / counts.reference.length),
      current: weighted.map((weight) => (weight / total) * rows),
    };
  }
  const isRare = counts.reference.map((count) => count < rows * Number(params['min_category_size_ratio'] ?? 0));
  const common = (side: number[]) => side.filter((_, category) => !isRare[category]);
  return { reference: common(counts.reference), current: common(counts.current) };
}

/** Shares in bins of the reference by Doane's rule, and what falls outside them (NannyML). */
function doaneShares(it: ConformanceCase): [number[], number[]] {
  const [reference, current] = drawn(it).map(sortedOf) as [Float64Array, Float64Array];
  const edges = doaneBinEdges(reference);
  const inside = [...histogramCounts(current, edges)];
  const outside = current.length - inside.reduce((sum, count) => sum + count, 0);
  return [
    [...histogramCounts(reference, edges), 0],
    [...inside, outside],
  ];
}

/** Both sides of a case that gives a recipe for numpy, seed 1, reference first. */
function drawn({ reference, current }: Pick<ConformanceCase, 'reference' | 'current'>): [CaseValue[], CaseValue[]] {
  const random = numpyRandom(1);
  const side = (data: unknown): CaseValue[] => {
    const { generator } = data as { generator: string };
    const [, mean, deviation, rows] = /^normal\((.+),(.+),(\d+)\)$/.exec(generator) ?? [];
    if (rows !== undefined) return random.normal(Number(mean), Number(deviation), Number(rows));
    const [, start, stop, count, drawnRows] = /^choice\(linspace\((.+),(.+),(\d+)\),(\d+)\)$/.exec(generator) ?? [];
    if (drawnRows === undefined) {
      const [, words = '', wordRows] = /^choice\(\[(.+)\],(\d+)\)$/.exec(generator) ?? [];
      return random.choice(words.split(','), Number(wordRows));
    }
    const step = (Number(stop) - Number(start)) / (Number(count) - 1);
    const points = Array.from({ length: Number(count) }, (_, index) => Number(start) + index * step);
    return random.choice(points, Number(drawnRows));
  };
  return [side(reference), side(current)];
}
