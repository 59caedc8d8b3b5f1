import type {
  ConceptDriftReport,
  ContributionsReport,
  PerformanceMetric,
  PerformanceReport,
  QualityReport,
  SegmentReport,
} from '@modelmonitor/api';

const around = (value: number, half: number) => ({ value, lower: value - half, upper: value + half });

const metric = (before: number, after: number, verdict: PerformanceMetric['verdict']): PerformanceMetric => ({
  reference: around(before, 0.021),
  current: around(after, 0.062),
  verdict,
});

/** A model that got worse, for tests. */
export const fullPerformance: PerformanceReport = {
  task: 'classification',
  rows: { reference: 178, current: 100 },
  verdict: 'worse',
  metrics: {
    accuracy: metric(0.9123, 0.7801, 'worse'),
    balanced_accuracy: metric(0.9041, 0.7722, 'worse'),
    precision: metric(0.9101, 0.8402, 'stable'),
    recall: metric(0.9041, 0.7722, 'worse'),
    f1: metric(0.9066, 0.7824, 'worse'),
    roc_auc: { reference: around(0.981, 0.009), current: null, verdict: 'unknown', reason: 'the current rows have no probabilities' },
    log_loss: metric(0.2412, 0.6903, 'worse'),
  },
  classes: {
    class_0: { precision: metric(0.95, 0.93, 'stable'), recall: metric(0.93, 0.95, 'better'), f1: metric(0.94, 0.94, 'stable') },
    class_1: { precision: metric(0.9, 0.7, 'worse'), recall: metric(0.9, 0.63, 'worse'), f1: metric(0.9, 0.66, 'worse') },
    class_2: { precision: metric(0.88, 0.89, 'stable'), recall: metric(0.88, 0.74, 'stable'), f1: metric(0.88, 0.81, 'stable') },
  },
  confusion: {
    labels: ['class_0', 'class_1', 'class_2'],
    reference: [
      [55, 3, 1],
      [3, 64, 4],
      [0, 5, 43],
    ],
    current: [
      [38, 2, 0],
      [8, 20, 4],
      [1, 7, 20],
    ],
  },
  estimated: {
    method: 'cbpe',
    rows: 500,
    metrics: { accuracy: metric(0.9123, 0.801, 'worse'), roc_auc: metric(0.961, 0.91, 'stable') },
  },
};

const errors = [0.08, 0.1, 0.06, 0.09, 0.11, 0.07, 0.1, 0.08, 0.12, 0.09, 0.1, null, 0.14, 0.18, 0.2, 0.24, 0.22, 0.26, 0.29, 0.31];

/** A relation of features and target that changed, for tests. */
export const fullConcept: ConceptDriftReport = {
  verdict: 'drifted',
  rows: 1000,
  error_rate: errors,
  detectors: [
    {
      detector: 'ddm',
      verdict: 'drifted',
      events: [
        { kind: 'warning', row: 610, time: '2026-11-21T02:44:10Z' },
        { kind: 'drift', row: 702, time: '2026-11-21T02:51:33Z' },
      ],
      n_events: 2,
    },
    { detector: 'eddm', verdict: 'warning', events: [{ kind: 'warning', row: 640 }], n_events: 1 },
    { detector: 'page_hinkley', verdict: 'stable', events: [], n_events: 0 },
    { detector: 'adwin', verdict: 'drifted', events: [{ kind: 'drift', row: 735 }], n_events: 1 },
    { detector: 'kswin', verdict: 'unknown', events: [], n_events: 0, reason: 'needs 100 rows in its window, got 90' },
  ],
  error_given_features: {
    statistic: 21.4,
    p_value: 0.0003,
    threshold: 0.05,
    verdict: 'drifted',
    features: [
      { name: 'proline', p_value: 0.0011, detail: 'error rose from 6 % to 41 % where proline is below 480' },
      { name: 'color_intensity', p_value: 0.021, detail: 'error rose from 9 % to 25 % where color_intensity is between 3.2 and 4.1' },
    ],
  },
};

const names = ['proline', 'alcohol', 'flavanoids', 'color_intensity', 'hue', 'region', 'pH', 'malic_acid', 'ash'];

/** What to look at first, for tests. */
export const fullContributions: ContributionsReport = {
  method: 'tree_shap',
  rows: { reference: 178, current: 500 },
  features: names
    .map((name, index) => {
      const share = 0.3 / (index + 1);
      const drift = [9.31, 5.2, 0.4, 0.61, 1.2, 2.1, 0.2, 0.1, 0.05][index] ?? 0;
      return { name, importance: { reference: share * 0.5, current: share * 0.62 }, share, drift, priority: share * drift };
    })
    .sort((a, b) => b.priority - a.priority),
};

const segmentColumn = (drifted: boolean) =>
  ({ method: 'ks', score: drifted ? 0.001 : 0.4, threshold: 0.05, drifted, verdict: drifted ? 'drifted' : 'stable' }) as const;

/** A segment that drifted, one that did not, and one with too few rows, for tests. */
export const fullSegments: readonly SegmentReport[] = [
  {
    name: 'region=Barolo',
    feature: 'region',
    value: 'Barolo',
    rows: { reference: 59, current: 261 },
    n_features: 9,
    n_drifted_features: 6,
    share_drifted_features: 0.6667,
    dataset_drift: true,
    level: 'recollect',
    verdict: 'drifted',
    features: Object.fromEntries(names.map((name, index) => [name, segmentColumn(index < 6)])),
  },
  {
    name: 'version=v2',
    version: 'v2',
    rows: { reference: 178, current: 100 },
    n_features: 9,
    n_drifted_features: 0,
    share_drifted_features: 0,
    dataset_drift: false,
    level: null,
    verdict: 'stable',
    features: Object.fromEntries(names.map((name) => [name, segmentColumn(false)])),
  },
  {
    name: 'region=Freisa',
    feature: 'region',
    value: 'Freisa',
    rows: { reference: 3, current: 40 },
    n_features: 0,
    n_drifted_features: 0,
    share_drifted_features: null,
    dataset_drift: null,
    level: null,
    verdict: 'unknown',
    reason: 'expected at least 50 current rows, got 40',
    features: {},
  },
];

/** Checks of which some failed, for tests. */
export const fullQuality: QualityReport = {
  verdict: 'failed',
  n_tests: 6,
  n_failed: 3,
  n_unknown: 1,
  tests: [
    { test: 'row_count', column: null, reference: 178, value: 500, limit: { at_least: 50 }, verdict: 'passed' },
    {
      test: 'duplicate_rows',
      column: null,
      reference: 0,
      value: 0.006,
      limit: { at_most: 0 },
      verdict: 'failed',
      detail: '3 rows occur twice',
    },
    { test: 'column_missing', column: 'harvest_notes', reference: null, value: 1, limit: { at_most: 0 }, verdict: 'failed' },
    { test: 'missing_share', column: 'pH', reference: 0, value: 0.12, limit: { at_most: 0.05 }, verdict: 'failed' },
    { test: 'out_of_range', column: 'alcohol', reference: 0, value: 0, limit: { at_most: 0 }, verdict: 'passed' },
    {
      test: 'mean_within_2_sigma',
      column: 'vintage',
      reference: 2011.4,
      value: null,
      limit: { at_least: 2001.2, at_most: 2021.6 },
      verdict: 'unknown',
      reason: 'expected at least 10 current values, got 9',
    },
  ],
};
