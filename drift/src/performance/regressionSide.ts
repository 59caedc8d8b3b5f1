import { type RegressionErrors, regressionErrors } from '@modelmonitor/stats/performance';
import type { Column } from '@modelmonitor/tables';
import { rowsWhere, whyNothing } from './classificationSide.ts';
import { pick } from './classProbabilities.ts';
import type { Figures } from './figure.ts';
import type { LabelledRows } from './labelledRows.ts';
import { regressionMetrics } from './performanceMetrics.ts';

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
  const [actual, predicted] = [pick(labels, rows), pick(answers, rows)];
  const errors = rows.length === 0 ? null : regressionErrors(actual, predicted);
  const figures = new Map(
    regressionMetrics.map(({ name, figure }) => [
      name,
      errors === null ? { missing: whyNothing(side) } : figure({ actual, predicted, errors }),
    ]),
  );
  return { actual, predicted, rows, leftOut: Math.max(answers.length, labels.length) - rows.length, errors, figures };
}

/** The values of a numeric column; none of any other. */
export function numbersOf(column: Column | null): Float64Array {
  return column?.type === 'numeric' ? column.values : new Float64Array();
}
