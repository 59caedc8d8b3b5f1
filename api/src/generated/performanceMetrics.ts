// Generated from drift/src/performance by `npm run generate`; do not edit.

/** What people have to know of a performance metric. */
export interface PerformanceMetricFacts {
  readonly task: 'classification' | 'regression';
  /** Which way is good: up, down, or towards 0. */
  readonly good: 'higher' | 'lower' | 'zero';
  /** Whether it decides the verdict of the model. */
  readonly headline: boolean;
  /** Whether it is measured on rows with labels; if not, it is only estimated. */
  readonly measured: boolean;
  readonly title: string;
  /** What it is. */
  readonly about: string;
}

/** The facts of each performance metric, by its name in the report. */
export const performanceMetrics: Readonly<Record<string, PerformanceMetricFacts>> = {
  "accuracy": {
    "task": "classification",
    "good": "higher",
    "headline": true,
    "measured": true,
    "title": "Accuracy",
    "about": "share of the rows that are predicted right"
  },
  "balanced_accuracy": {
    "task": "classification",
    "good": "higher",
    "headline": false,
    "measured": true,
    "title": "Balanced accuracy",
    "about": "mean of the recalls of the classes that occur"
  },
  "precision": {
    "task": "classification",
    "good": "higher",
    "headline": false,
    "measured": true,
    "title": "Precision",
    "about": "share of the predictions of a class that are right, mean over the classes"
  },
  "recall": {
    "task": "classification",
    "good": "higher",
    "headline": false,
    "measured": true,
    "title": "Recall",
    "about": "share of the rows of a class that are found, mean over the classes"
  },
  "specificity": {
    "task": "classification",
    "good": "higher",
    "headline": false,
    "measured": false,
    "title": "Specificity",
    "about": "share of the rows of other classes that are not predicted as the class, mean over the classes"
  },
  "f1": {
    "task": "classification",
    "good": "higher",
    "headline": true,
    "measured": true,
    "title": "F1",
    "about": "harmonic mean of precision and recall, mean over the classes"
  },
  "roc_auc": {
    "task": "classification",
    "good": "higher",
    "headline": true,
    "measured": true,
    "title": "ROC AUC",
    "about": "area under the ROC curve, mean over the classes against the rest"
  },
  "log_loss": {
    "task": "classification",
    "good": "lower",
    "headline": true,
    "measured": true,
    "title": "Log loss",
    "about": "mean negative logarithm of the probability of the true class"
  },
  "mae": {
    "task": "regression",
    "good": "lower",
    "headline": true,
    "measured": true,
    "title": "Mean absolute error",
    "about": "mean distance of the prediction from the target, in its unit"
  },
  "rmse": {
    "task": "regression",
    "good": "lower",
    "headline": true,
    "measured": true,
    "title": "Root mean squared error",
    "about": "root of the mean squared error, in the unit of the target"
  },
  "mape": {
    "task": "regression",
    "good": "lower",
    "headline": false,
    "measured": true,
    "title": "Mean absolute percentage error",
    "about": "mean absolute error relative to the target; not estimated where a target is 0"
  },
  "r2": {
    "task": "regression",
    "good": "higher",
    "headline": false,
    "measured": true,
    "title": "R²",
    "about": "share of the variance of the target that the predictions explain"
  },
  "mean_error": {
    "task": "regression",
    "good": "zero",
    "headline": false,
    "measured": true,
    "title": "Mean error",
    "about": "mean signed error: positive when the predictions are too high"
  }
};
