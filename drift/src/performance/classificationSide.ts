import { confusionMatrix } from '@modelmonitor/stats/performance';
import { classCodes } from './classCodes.ts';
import { type ClassProbabilities, classProbabilities } from './classProbabilities.ts';
import type { LabelledRows } from './labelledRows.ts';

/** One side of a classification, in class numbers. */
export interface ClassificationSide {
  /** Class of each complete row. */
  readonly actual: Int32Array;
  readonly predicted: Int32Array;
  /** Rows without a label or a prediction. */
  readonly leftOut: number;
  /** Row counts, actual class by predicted class; null without a complete row. */
  readonly confusion: readonly (readonly number[])[] | null;
  /** Of complete rows; `actual` and `predicted` are those of the rows that have probabilities. */
  readonly probabilities: ClassProbabilities & { readonly actual: Int32Array; readonly predicted: Int32Array };
  /** Why there is no complete row, where there is none. */
  readonly nothing: string;
}

/** Codes the rows and leaves out those without a label or a prediction. */
export function classificationSide(side: LabelledRows, classes: readonly string[]): ClassificationSide {
  const { target, prediction, probabilities } = side;
  const answers = prediction === null ? new Int32Array() : classCodes(prediction, classes);
  const labels = target === null ? new Int32Array(answers.length).fill(-1) : classCodes(target, classes);
  const mismatch = noCommonClass(labels, answers, classes);
  const complete = rowsWhere(
    answers.length,
    (row) => mismatch === undefined && (labels[row] as number) >= 0 && (answers[row] as number) >= 0,
  );
  const [actual, predicted] = [codesOf(labels, complete), codesOf(answers, complete)];
  const sure = classProbabilities({ probabilities, classes, predicted: answers, rows: complete });
  const sureRows = 'missing' in sure ? new Int32Array() : sure.rows;
  return {
    actual,
    predicted,
    leftOut: Math.max(answers.length, labels.length) - complete.length,
    confusion: complete.length === 0 ? null : confusionMatrix(actual, predicted, classes.length),
    probabilities: { ...sure, actual: codesOf(labels, sureRows), predicted: codesOf(answers, sureRows) },
    nothing: mismatch ?? whyNothing(side),
  };
}

/** Labels yes and no beside predictions 0 and 1 are two spellings, not a model that is always wrong. */
function noCommonClass(labels: Int32Array, answers: Int32Array, classes: readonly string[]): string | undefined {
  const [actual, predicted] = [labels, answers].map((codes) => new Set(codes.filter((code) => code >= 0))) as [Set<number>, Set<number>];
  if (actual.size < 2 || predicted.size < 2 || actual.values().some((code) => predicted.has(code))) return undefined;
  const names = (codes: Set<number>) =>
    [...codes]
      .slice(0, MOST_NAMED)
      .map((code) => JSON.stringify(classes[code]))
      .join(', ');
  return `labels and predictions have no class in common: ${names(actual)} against ${names(predicted)}`;
}

/** Classes that the reason names of each kind. */
const MOST_NAMED = 3;

/** Why a side without a complete row has none. */
export function whyNothing({ target, prediction }: LabelledRows): string {
  if (prediction === null) return 'there are no predictions';
  return target === null ? 'there are no labels' : 'no row has both a label and a prediction';
}

/** Row numbers that fulfil a condition, ascending. */
export function rowsWhere(rows: number, condition: (row: number) => boolean): Int32Array {
  const found = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (condition(row)) found[count++] = row;
  return found.subarray(0, count);
}

function codesOf(codes: Int32Array, rows: Int32Array): Int32Array {
  return rows.length === codes.length ? codes : rows.map((row) => codes[row] as number);
}
