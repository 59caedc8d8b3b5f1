import type { ColumnReport, Report } from '@modelmonitor/api';
import {
  columnSummary,
  histogramCounts,
  ksTwoSample,
  normalFrom,
  quantileSorted,
  randomFromSeed,
  sturgesBinEdges,
} from '@modelmonitor/stats';

/**
 * Reports for tests: drawn from normal distributions with the mean and standard deviation of the columns of the Wine data set
 * (Aeberhard & Forina, 1991), some of them shifted.
 */
const wineColumns: readonly (readonly [name: string, mean: number, deviation: number, shiftInDeviations: number])[] = [
  ['alcohol', 13.0, 0.81, 0.9],
  ['malic_acid', 2.34, 1.12, 0],
  ['ash', 2.37, 0.27, 0.05],
  ['alcalinity_of_ash', 19.5, 3.34, 0],
  ['magnesium', 99.7, 14.3, 0],
  ['total_phenols', 2.3, 0.63, 0.02],
  ['flavanoids', 2.03, 1.0, 0],
  ['nonflavanoid_phenols', 0.362, 0.124, 0],
  ['proanthocyanins', 1.59, 0.57, 0],
  ['color_intensity', 5.06, 2.32, -0.06],
  ['hue', 0.957, 0.229, 0.4],
  ['od280/od315_of_diluted_wines', 2.61, 0.71, 0],
  ['proline', 747, 315, -1.5],
];

const ROWS = { reference: 178, current: 500 };

export function wineReport(changes: Partial<Report> = {}): Report {
  const features = Object.fromEntries(
    wineColumns.map(([name, mean, deviation, shift], index) => [name, normalColumn({ mean, deviation, shift, seed: index + 1 })]),
  );
  const drifted = Object.values(features).filter((column) => column.verdict === 'drifted').length;
  return {
    schemaVersion: 1,
    run: '20261121t030651123z',
    timestamp: '2026-11-21T03:06:51.123Z',
    monitor: { namespace: 'cellar', name: 'wine' },
    model: { versions: { v1: 401, v2: 99 } },
    reference: { rows: ROWS.reference, hash: '6be6b1203f3d51df0b553a70e57b8a723cd405683958204f96d23d7cd6aea659' },
    current: { rows: ROWS.current, from: '2026-11-21T02:11:04.000Z', to: '2026-11-21T03:06:50.900Z' },
    n_features: wineColumns.length,
    n_drifted_features: drifted,
    share_drifted_features: drifted / wineColumns.length,
    drift_share_threshold: 0.5,
    correction: 'none',
    dataset_drift: false,
    level: 'monitor',
    verdict: 'stable',
    features,
    prediction: categoricalColumn({ values: ['class_1', 'class_0', 'class_2'], reference: [71, 59, 48], current: [88, 301, 111] }),
    target: null,
    quality: null,
    performance: null,
    concept_drift: null,
    contributions: null,
    warnings: [],
    ...changes,
  };
}

/** A report of `count` numeric features. */
export function wideReport(count: number): Report {
  const columns = Array.from({ length: count }, (_, index) => {
    const deviation = 10 ** ((index % 9) - 4);
    const column = normalColumn({ mean: deviation * (index % 7), deviation, shift: index % 5 === 0 ? 0.6 : 0, seed: index + 1 });
    return [`sensor_${String(index + 1).padStart(3, '0')}`, column] as const;
  });
  const drifted = columns.filter(([, column]) => column.verdict === 'drifted').length;
  return wineReport({
    features: Object.fromEntries(columns),
    n_features: count,
    n_drifted_features: drifted,
    share_drifted_features: drifted / count,
  });
}

/** A numeric column tested by Kolmogorov–Smirnov, drawn from two normal distributions. */
export function normalColumn(options: { mean: number; deviation: number; shift: number; seed: number }): ColumnReport {
  const normal = normalFrom(randomFromSeed(options.seed));
  const draw = (rows: number, shift: number) =>
    Float64Array.from({ length: rows }, () => options.mean + options.deviation * (normal() + shift)).sort();
  const [reference, current] = [draw(ROWS.reference, 0), draw(ROWS.current, options.shift)];
  const low = Math.min(reference[0] as number, current[0] as number);
  const high = Math.max(reference.at(-1) as number, current.at(-1) as number);
  const edges = sturgesBinEdges(low, high, reference.length + current.length);
  const { statistic, pValue } = ksTwoSample(reference, current);
  return {
    type: 'numeric',
    method: 'ks',
    score: pValue,
    threshold: 0.05,
    p_value: pValue,
    statistic,
    drifted: pValue <= 0.05,
    verdict: pValue <= 0.05 ? 'drifted' : 'stable',
    missing: { reference: { count: 0, share: 0, infinite: 0 }, current: { count: 0, share: 0, infinite: 0 } },
    reference: numericSummary(reference, edges),
    current: numericSummary(current, edges),
  };
}

/** A categorical column with the given counts, drifted by Jensen–Shannon distance. */
export function categoricalColumn(options: { values: string[]; reference: number[]; current: number[]; other?: number }): ColumnReport {
  const summary = (counts: number[]) => ({
    rows: counts.reduce((total, count) => total + count, 0) + (options.other ?? 0),
    distinct: counts.length,
    histogram: { values: options.values, counts, other: options.other ?? 0 },
  });
  return {
    type: 'categorical',
    method: 'jensenshannon',
    score: 0.21873421,
    threshold: 0.1,
    statistic: 0.21873421,
    drifted: true,
    verdict: 'drifted',
    missing: { reference: { count: 0, share: 0, infinite: 0 }, current: { count: 0, share: 0, infinite: 0 } },
    reference: summary(options.reference),
    current: summary(options.current),
  };
}

/** A column without any value, as a vanished one is. */
export function emptyColumn(reason: string): ColumnReport {
  const nothing = {
    mean: null,
    standard_deviation: null,
    minimum: null,
    p05: null,
    p25: null,
    median: null,
    p75: null,
    p95: null,
    maximum: null,
  };
  const summary = { rows: 0, ...nothing, quantiles: [], histogram: { edges: [], counts: [] } };
  return {
    type: 'numeric',
    method: null,
    score: null,
    threshold: null,
    statistic: null,
    drifted: null,
    verdict: 'unknown',
    reason,
    missing: { reference: { count: 178, share: 1, infinite: 0 }, current: { count: 500, share: 1, infinite: 3 } },
    reference: summary,
    current: summary,
  };
}

/** 0, 5, … 100 %, as a report has them. */
const QUANTILES = Array.from({ length: 21 }, (_, index) => index / 20);

function numericSummary(sorted: Float64Array, edges: Float64Array): ColumnReport['reference'] {
  const { count, mean, standardDeviation, minimum, maximum, median, quantiles } = columnSummary(sorted);
  return {
    rows: count,
    mean,
    standard_deviation: standardDeviation,
    minimum,
    ...quantiles,
    median,
    maximum,
    quantiles: QUANTILES.map((share) => Number(quantileSorted(sorted, share).toPrecision(6))),
    histogram: { edges: [...edges], counts: [...histogramCounts(sorted, edges)] },
  };
}
