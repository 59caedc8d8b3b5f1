/** How a metric is read. */
export interface MetricTraits {
  /** Which way is good: up, down, or towards 0. */
  readonly good: 'higher' | 'lower' | 'zero';
  /** It decides the verdict of the model. */
  readonly headline?: true;
  /** A change is measured against the reference figure, but at least against this. */
  readonly leastScale?: number;
}

/**
 * The metrics of a report by name.
 *
 * R² decides nothing: it falls also when the target merely varies less than it did, with the errors unchanged.
 */
export const metricTraits: Readonly<Record<string, MetricTraits>> = {
  accuracy: { good: 'higher', headline: true },
  balanced_accuracy: { good: 'higher' },
  precision: { good: 'higher' },
  recall: { good: 'higher' },
  specificity: { good: 'higher' },
  f1: { good: 'higher', headline: true },
  roc_auc: { good: 'higher', headline: true },
  log_loss: { good: 'lower', headline: true },
  mae: { good: 'lower', headline: true },
  rmse: { good: 'lower', headline: true },
  mape: { good: 'lower' },
  r2: { good: 'higher', leastScale: 0.1 },
  mean_error: { good: 'zero' },
};

/** Names of the metrics that decide, of those given. */
export function headlineOf(names: Iterable<string>): string[] {
  return Array.from(names).filter((name) => metricTraits[name]?.headline === true);
}
