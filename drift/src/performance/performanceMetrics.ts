import type { ClassificationMetric, MetricDescriptor, RegressionMetric } from './metricDescriptor.ts';
import { accuracy } from './metrics/accuracy.ts';
import { balancedAccuracy } from './metrics/balancedAccuracy.ts';
import { f1 } from './metrics/f1.ts';
import { logLoss } from './metrics/logLoss.ts';
import { meanAbsoluteError } from './metrics/meanAbsoluteError.ts';
import { meanAbsolutePercentageError } from './metrics/meanAbsolutePercentageError.ts';
import { meanError } from './metrics/meanError.ts';
import { precision } from './metrics/precision.ts';
import { recall } from './metrics/recall.ts';
import { rocAuc } from './metrics/rocAuc.ts';
import { rootMeanSquaredError } from './metrics/rootMeanSquaredError.ts';
import { rSquared } from './metrics/rSquared.ts';
import { specificity } from './metrics/specificity.ts';

/** Metrics of a classification, in the order of the report. */
export const classificationMetrics: readonly ClassificationMetric[] = [
  accuracy,
  balancedAccuracy,
  precision,
  recall,
  specificity,
  f1,
  rocAuc,
  logLoss,
];

/** Metrics of a regression, in the order of the report. */
export const regressionMetrics: readonly RegressionMetric[] = [
  meanAbsoluteError,
  rootMeanSquaredError,
  meanAbsolutePercentageError,
  rSquared,
  meanError,
];

const byName = new Map([...classificationMetrics, ...regressionMetrics].map((metric): [string, MetricDescriptor] => [metric.name, metric]));

/** The metric of that name; undefined when there is none. */
export function metricNamed(name: string): MetricDescriptor | undefined {
  return byName.get(name);
}

/** Names of the metrics that decide the verdict, of those given. */
export function headlineOf(names: Iterable<string>): string[] {
  return Array.from(names).filter((name) => metricNamed(name)?.headline === true);
}
