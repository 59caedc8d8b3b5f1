/** Of one class against all others; a ratio without a denominator is 0. */
export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Share of the rows of other classes that were not predicted as this one. */
  readonly specificity: number;
  /** Rows that are of this class. */
  readonly support: number;
  /** Rows that were predicted as this class. */
  readonly predicted: number;
}

/** Macro figures are plain means over the classes that occur as actual or predicted. */
export interface ConfusionScores {
  readonly accuracy: number;
  /** Mean recall of the classes that occur as actual. */
  readonly balancedAccuracy: number;
  readonly macroPrecision: number;
  readonly macroRecall: number;
  readonly macroF1: number;
  readonly macroSpecificity: number;
  readonly perClass: readonly ClassScores[];
}

/**
 * The scores that follow from a confusion matrix, as scikit-learn with `zero_division=0`.
 *
 * @param confusion row counts ≥ 0 (whole, or expected and so fractional), one list per actual class, in it one per predicted class
 * @returns the scores; NaN overall when there is no row, and a class that neither occurs nor is predicted stays out of the means
 * @see Pedregosa et al., Scikit-learn: Machine Learning in Python (2011); Brodersen et al., The Balanced Accuracy and Its Posterior Distribution (2010)
 * @example
 * confusionScores([[3, 1], [0, 4]]).balancedAccuracy // => 0.875
 */
export function confusionScores(confusion: readonly ArrayLike<number>[]): ConfusionScores {
  const { support, predicted, right, rows } = totalsOf(confusion);
  const perClass = confusion.map((row, index) =>
    classScores({ right: row[index] ?? 0, support: support[index] ?? 0, predicted: predicted[index] ?? 0, rows }),
  );
  const present = perClass.filter((scores) => scores.support > 0 || scores.predicted > 0);
  const mean = (of: readonly ClassScores[], score: keyof ClassScores) => of.reduce((sum, scores) => sum + scores[score], 0) / of.length;
  return {
    accuracy: right / rows,
    balancedAccuracy: mean(
      present.filter((scores) => scores.support > 0),
      'recall',
    ),
    macroPrecision: mean(present, 'precision'),
    macroRecall: mean(present, 'recall'),
    macroF1: mean(present, 'f1'),
    macroSpecificity: mean(present, 'specificity'),
    perClass,
  };
}

function totalsOf(confusion: readonly ArrayLike<number>[]) {
  const support = new Float64Array(confusion.length);
  const predicted = new Float64Array(confusion.length);
  let [right, rows] = [0, 0];
  for (const [index, counts] of confusion.entries()) {
    right += counts[index] ?? 0;
    for (let column = 0; column < counts.length; column++) {
      const count = counts[column] as number;
      support[index] = (support[index] as number) + count;
      predicted[column] = (predicted[column] as number) + count;
      rows += count;
    }
  }
  return { support, predicted, right, rows };
}

interface OneAgainstRest {
  readonly right: number;
  readonly support: number;
  readonly predicted: number;
  readonly rows: number;
}

function classScores({ right, support, predicted, rows }: OneAgainstRest): ClassScores {
  return {
    precision: ratio(right, predicted),
    recall: ratio(right, support),
    f1: ratio(2 * right, support + predicted),
    specificity: ratio(rows - support - predicted + right, rows - support),
    support,
    predicted,
  };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
