import { predictorMetrics as metrics } from '@modelmonitor/api';
import type { Panel } from '../panel.ts';
import { ofMonitor } from '../seriesOf.ts';

const graph = { kind: 'timeseries', width: 8, minimum: 0 } as const;

const bySeries = (metric: string, matchers?: string) => `max by (version, metric) (${ofMonitor(metric, matchers)})`;

const shares = 'metric=~"accuracy|balanced_accuracy|precision|recall|f1|roc_auc|average_precision"';
const errors = 'metric=~"log_loss|brier|calibration_error|mae|rmse|mape"';

/** What labels in the store say of the model. */
export const labelPanels: readonly Panel[] = [
  {
    ...graph,
    title: 'Performance',
    description:
      'Figures of a classification on the newest day with nearly as many labels as usual. Empty for regression models, and without a store (capture.store: file or postgres).',
    unit: 'percentunit',
    maximum: 1,
    queries: [{ legend: '{{metric}} {{version}}', expression: bySeries(metrics.performance.name, shares) }],
  },
  {
    ...graph,
    title: 'Errors of predictions',
    description:
      'Figures of that day for which less is better: log loss, Brier score and calibration error, or the errors of a regression.',
    unit: 'short',
    queries: [{ legend: '{{metric}} {{version}}', expression: bySeries(metrics.performance.name, errors) }],
  },
  {
    ...graph,
    title: 'Falls beyond chance',
    description:
      '1 where a figure is worse than its baseline, the reference data or the first days of the version, by at least 5 % and by more than chance. PerformanceFell fires after five minutes.',
    unit: 'short',
    maximum: 1,
    queries: [{ legend: '{{metric}} {{version}}', expression: bySeries(metrics.performanceFell.name) }],
  },
  {
    ...graph,
    title: 'Baseline',
    description: 'Figures that performance is compared with.',
    unit: 'short',
    queries: [{ legend: '{{metric}} {{version}}', expression: bySeries(metrics.performanceBaseline.name) }],
  },
  {
    ...graph,
    title: 'Labelled predictions',
    description:
      'Share of the predictions of the newest seven days that have a label, and whether that share depends on the score (1): then the figures may not hold for all predictions.',
    unit: 'percentunit',
    maximum: 1,
    queries: [
      { legend: 'labelled {{version}}', expression: `max by (version) (${ofMonitor(metrics.labelledShare.name)})` },
      { legend: 'biased {{version}}', expression: `max by (version) (${ofMonitor(metrics.labelsBiased.name)})`, color: 'red' },
    ],
  },
  {
    ...graph,
    title: 'Delay of labels',
    description: 'Time from a prediction to its label: median and 90 % quantile.',
    unit: 's',
    queries: [{ legend: '{{quantile}} {{version}}', expression: `max by (version, quantile) (${ofMonitor(metrics.labelDelay.name)})` }],
  },
];
