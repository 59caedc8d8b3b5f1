interface MetricWords {
  /** What the field calls it. */
  readonly name: string;
  /** Which way is good. */
  readonly best: 'higher' | 'lower' | 'near zero';
}

const WORDS: ReadonlyMap<string, MetricWords> = new Map([
  ['accuracy', { name: 'Accuracy', best: 'higher' }],
  ['balanced_accuracy', { name: 'Balanced accuracy', best: 'higher' }],
  ['precision', { name: 'Precision', best: 'higher' }],
  ['recall', { name: 'Recall', best: 'higher' }],
  ['f1', { name: 'F1', best: 'higher' }],
  ['roc_auc', { name: 'ROC AUC', best: 'higher' }],
  ['log_loss', { name: 'Log loss', best: 'lower' }],
  ['mae', { name: 'Mean absolute error', best: 'lower' }],
  ['rmse', { name: 'Root mean squared error', best: 'lower' }],
  ['mape', { name: 'Mean absolute percentage error', best: 'lower' }],
  ['r2', { name: 'R²', best: 'higher' }],
  ['mean_error', { name: 'Mean error', best: 'near zero' }],
]);

/** How the report speaks of a metric; one it does not know keeps its own name. */
export function metricWords(metric: string): { readonly name: string; readonly best?: MetricWords['best'] } {
  return WORDS.get(metric) ?? { name: metric };
}

/** The metrics in the order a reader wants them: those known first, in the order above. */
export function orderedMetrics<Metric>(metrics: Readonly<Record<string, Metric>>): (readonly [name: string, metric: Metric])[] {
  const names = [...WORDS.keys()];
  const rank = (name: string) => (WORDS.has(name) ? names.indexOf(name) : names.length);
  return Object.entries(metrics).sort(([a], [b]) => rank(a) - rank(b));
}
