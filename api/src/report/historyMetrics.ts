import { type PerformanceMetricFacts, performanceMetrics } from '../generated/performanceMetrics.ts';

type HistoryMetricFacts = Pick<PerformanceMetricFacts, 'task' | 'good' | 'headline' | 'title' | 'about'>;

/** Metrics by hour and day, in the order of pages and of stored figures: new ones go to the end. */
export const historyMetrics: Readonly<Record<string, HistoryMetricFacts>> = {
  ...performanceMetrics,
  average_precision: {
    task: 'classification',
    good: 'higher',
    headline: false,
    title: 'Average precision',
    about: 'area under the curve of precision over recall, mean over the classes; of two classes that of the second',
  },
  brier: {
    task: 'classification',
    good: 'lower',
    headline: false,
    title: 'Brier score',
    about: 'mean squared distance of the probabilities from the outcomes',
  },
  calibration_error: {
    task: 'classification',
    good: 'lower',
    headline: false,
    title: 'Calibration error',
    about: 'mean distance of the stated probability from the share that came true, over ten bins of equally many rows',
  },
  mse: { task: 'regression', good: 'lower', headline: false, title: 'Mean squared error', about: 'mean squared error' },
  msle: {
    task: 'regression',
    good: 'lower',
    headline: false,
    title: 'Mean squared logarithmic error',
    about: 'mean squared difference of ln(1 + value)',
  },
  rmsle: {
    task: 'regression',
    good: 'lower',
    headline: false,
    title: 'Root mean squared logarithmic error',
    about: 'root of the mean squared difference of ln(1 + value)',
  },
};

/** Names of the metrics of a task that decide verdicts over time; the first is the one that is drawn. */
export function headlineMetrics(task: HistoryMetricFacts['task']): string[] {
  return Object.entries(historyMetrics).flatMap(([name, facts]) => (facts.task === task && facts.headline ? [name] : []));
}
