/** Of one class; a ratio without a denominator is 0. */
export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Rows that are of this class. */
  readonly support: number;
}

/** Macro F1 is the plain mean over the classes that occur as actual or predicted. */
export interface ClassificationScores {
  readonly accuracy: number;
  readonly macroF1: number;
  /** Row counts, one list per actual class, in it one count per predicted class. */
  readonly confusion: readonly (readonly number[])[];
  readonly perClass: readonly ClassScores[];
}

/**
 * Accuracy, macro F1, confusion matrix and the figures of each class, as scikit-learn with `zero_division=0`.
 *
 * @param actual class index of each row, 0 to classCount − 1, at least one row
 * @param predicted class index of each row, same length
 * @param classCount how many classes the model knows
 * @returns the scores; a class that neither occurs nor is predicted has zeros and stays out of macro F1
 * @throws RangeError when the lengths differ, there is no row, or an index is not one of the classes
 * @see Pedregosa et al., Scikit-learn: Machine Learning in Python (2011)
 * @example
 * classificationScores([0, 0, 1], [0, 1, 1], 2).confusion // => [[1, 1], [0, 1]]
 */
export function classificationScores(actual: ArrayLike<number>, predicted: ArrayLike<number>, classCount: number): ClassificationScores {
  const confusion = confusionMatrix(actual, predicted, classCount);
  const perClass = confusion.map((_, index) => scoresOf(confusion, index));
  const present = perClass.filter(({ support }, index) => support > 0 || columnTotal(confusion, index) > 0);
  const right = confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  const macroF1 = present.reduce((sum, { f1 }) => sum + f1, 0) / present.length;
  return { accuracy: right / actual.length, macroF1, confusion, perClass };
}

function confusionMatrix(actual: ArrayLike<number>, predicted: ArrayLike<number>, classCount: number): number[][] {
  if (actual.length === 0 || actual.length !== predicted.length) {
    throw new RangeError(`scores need as many predicted as actual classes, got ${predicted.length} and ${actual.length}`);
  }
  const confusion = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let row = 0; row < actual.length; row++) {
    const counts = confusion[actual[row] as number];
    const column = predicted[row] as number;
    const count = counts?.[column];
    if (counts === undefined || count === undefined) {
      throw new RangeError(`scores need classes from 0 to ${classCount - 1}, got ${actual[row]} and ${column} in row ${row}`);
    }
    counts[column] = count + 1;
  }
  return confusion;
}

function scoresOf(confusion: readonly (readonly number[])[], index: number): ClassScores {
  const right = confusion[index]?.[index] ?? 0;
  const support = (confusion[index] ?? []).reduce((sum, count) => sum + count, 0);
  const predicted = columnTotal(confusion, index);
  return {
    precision: ratio(right, predicted),
    recall: ratio(right, support),
    f1: ratio(2 * right, support + predicted),
    support,
  };
}

function columnTotal(confusion: readonly (readonly number[])[], index: number): number {
  return confusion.reduce((sum, row) => sum + (row[index] ?? 0), 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
