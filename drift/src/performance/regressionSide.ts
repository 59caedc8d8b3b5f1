import { type ErrorEstimate, type RegressionErrors, regressionErrors } from '@modelmonitor/stats';
import type { Column } from '@modelmonitor/tables';
import { rowsWhere, whyNothing } from './classificationSide.ts';
import { picked } from './classProbabilities.ts';
import { type Figure, type Figures, figureAround } from './figure.ts';
import type { LabelledRows } from './labelledRows.ts';

export const REGRESSION_METRICS = ['mae', 'rmse', 'mape', 'r2', 'mean_error'] as const;

/** One side of a regression: its complete rows. */
export interface RegressionSide {
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** Numbers of the complete rows. */
  readonly rows: Int32Array;
  readonly leftOut: number;
  /** Null without a complete row. */
  readonly errors: RegressionErrors | null;
  readonly figures: Figures;
}

/** Leaves out rows without a finite label or prediction, and measures the rest. */
export function regressionSide(side: LabelledRows): RegressionSide {
  const { target, prediction } = side;
  const [labels, answers] = [numbersOf(target), numbersOf(prediction)];
  const rows = rowsWhere(answers.length, (row) => Number.isFinite(labels[row]) && Number.isFinite(answers[row]));
  const [actual, predicted] = [picked(labels, rows), picked(answers, rows)];
  const errors = rows.length === 0 ? null : regressionErrors(actual, predicted);
  const figures = errors === null ? noFigures(whyNothing(side)) : regressionFigures(errors);
  return { actual, predicted, rows, leftOut: Math.max(answers.length, labels.length) - rows.length, errors, figures };
}

/** The values of a numeric column; none of any other. */
export function numbersOf(column: Column | null): Float64Array {
  return column?.type === 'numeric' ? column.values : new Float64Array();
}

function noFigures(missing: string): Figures {
  return new Map(REGRESSION_METRICS.map((name) => [name, { missing }]));
}

function regressionFigures(errors: RegressionErrors): Figures {
  const notNegative = (estimate: ErrorEstimate) => figureAround(estimate, { least: 0 });
  return new Map<string, Figure>([
    ['mae', notNegative(errors.meanAbsoluteError)],
    ['rmse', notNegative(errors.rootMeanSquaredError)],
    ['mape', notNegative(errors.meanAbsolutePercentageError)],
    ['r2', errors.rows < 2 ? { missing: 'R² needs two rows' } : figureAround(errors.rSquared, { most: 1 })],
    ['mean_error', figureAround(errors.meanError)],
  ]);
}
