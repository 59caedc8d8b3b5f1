import type { ConfusionIntervals, ConfusionScores, ErrorEstimate, RegressionErrors, SamplingErrors } from '@modelmonitor/stats/performance';
import type { ClassificationSide } from './classificationSide.ts';
import type { Figure } from './figure.ts';

/** All there is to know about one performance metric; docs and pages take its words from here (`npm run generate`). */
export type MetricDescriptor = ClassificationMetric | RegressionMetric;

interface MetricFacts {
  /** Name in the report. */
  readonly name: string;
  /** Which way is good: up, down, or towards 0; a change of the latter is measured against the reference's mean absolute error. */
  readonly good: 'higher' | 'lower' | 'zero';
  /** Set where it decides the verdict of the model. */
  readonly headline?: true;
  /** A change is measured against the reference figure, but at least against this. */
  readonly leastScale?: number;
  /** A figure above it has no meaning, and why. */
  readonly meaninglessAbove?: { readonly value: number; readonly reason: string };
  /** For people: its name, and what it is, as a phrase for the docs. */
  readonly words: { readonly title: string; readonly about: string };
}

/** A metric of a classification, macro where there are several classes. */
export interface ClassificationMetric extends MetricFacts {
  readonly task: 'classification';
  /** Set where the report gives it only as an estimate, beside what was realised on the reference. */
  readonly onlyEstimated?: true;
  /** The figure of one side, with its interval. */
  readonly figure: (measured: MeasuredClasses) => Figure;
  /** What to expect of rows without labels; absent where it is not estimated. */
  readonly expected?: {
    readonly value: (expected: ExpectedClasses) => number | { readonly missing: string };
    readonly standardError: (realised: RealisedClasses) => number;
  };
}

/** A side with labels, as far as it was measured. */
export interface MeasuredClasses {
  readonly side: ClassificationSide;
  readonly confusion: readonly (readonly number[])[];
  readonly scores: ConfusionScores;
  readonly intervals: ConfusionIntervals;
  /** Rows with label and prediction. */
  readonly rows: number;
}

/** Rows whose figures are expected rather than counted: from the probabilities the model stated, and those after calibration. */
export interface ExpectedClasses {
  readonly scores: ConfusionScores;
  readonly stated: readonly Float64Array[];
  readonly calibrated: readonly Float64Array[];
}

/** What the reference tells about the error of an estimate for so many rows. */
export interface RealisedClasses {
  readonly errors: SamplingErrors;
  readonly actual: Int32Array;
  readonly columns: readonly Float64Array[];
  readonly rows: number;
}

export interface RegressionMetric extends MetricFacts {
  readonly task: 'regression';
  /** The figure of one side, with its interval. */
  readonly figure: (measured: MeasuredErrors) => Figure;
  /** How it is the mean of a loss per row, for an estimate without labels; absent where it is not estimated. */
  readonly loss?: RegressionLoss;
}

/** A side with labels: each row, and the usual errors over all of them. */
interface MeasuredErrors {
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly errors: RegressionErrors;
}

interface RegressionLoss {
  readonly ofRow: (actual: number, predicted: number) => number;
  /** The metric of a mean loss; the mean itself when absent. */
  readonly ofMean?: (mean: number) => number;
  /** The metric on the reference, whose standard error scales with the rows. */
  readonly realised: (errors: RegressionErrors) => ErrorEstimate;
  readonly isMeasurable?: (errors: RegressionErrors) => boolean;
}
