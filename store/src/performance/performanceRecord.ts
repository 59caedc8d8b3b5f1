import type { Estimate } from '@modelmonitor/api';
import type { CalibrationBin } from '@modelmonitor/stats/performance';

/** The figures of one period and version, computed from its rows and labels. */
export interface PerformanceRecord {
  readonly task: 'classification' | 'regression';
  /** Classes of the model, then labels that it does not have; empty for a regression. */
  readonly classes: readonly string[];
  readonly predicted: number;
  readonly labelled: number;
  /** Seconds from a prediction to its newest label; null without labels. */
  readonly delaySeconds: { readonly median: number; readonly p90: number } | null;
  /** By the names of `historyMetrics`; those that cannot be computed are absent. */
  readonly figures: ReadonlyMap<string, Estimate>;
  /** Row counts by actual and predicted class; empty for a regression. */
  readonly confusion: readonly (readonly number[])[];
  readonly calibration: readonly CalibrationBin[];
  readonly scores: ScoreCounts;
}

/**
 * Predictions and labelled predictions by score, by which a biased choice of labels is found: ten bands from 0 to 1 of the probability of
 * the second of two classes, else of the predicted one; for a regression the moments of the predicted value.
 */
export interface ScoreCounts {
  readonly predicted: Float64Array;
  readonly labelled: Float64Array;
}
