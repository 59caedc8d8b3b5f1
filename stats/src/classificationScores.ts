import { confusionMatrix } from './performance/confusionMatrix.ts';
import { type ConfusionScores, confusionScores } from './performance/confusionScores.ts';

export type { ClassScores } from './performance/confusionScores.ts';

export interface ClassificationScores extends ConfusionScores {
  /** Row counts, one list per actual class, in it one count per predicted class. */
  readonly confusion: readonly (readonly number[])[];
}

/**
 * Accuracy, macro F1 and the like, confusion matrix and the figures of each class, as scikit-learn with `zero_division=0`.
 *
 * @param actual class index of each row, 0 to classCount − 1, at least one row
 * @param predicted class index of each row, same length
 * @param classCount how many classes the model knows
 * @returns the scores; a class that neither occurs nor is predicted has zeros and stays out of the macro figures
 * @throws RangeError when the lengths differ, there is no row, or an index is not one of the classes
 * @see Pedregosa et al., Scikit-learn: Machine Learning in Python (2011)
 * @example
 * classificationScores([0, 0, 1], [0, 1, 1], 2).confusion // => [[1, 1], [0, 1]]
 */
export function classificationScores(actual: ArrayLike<number>, predicted: ArrayLike<number>, classCount: number): ClassificationScores {
  const confusion = confusionMatrix(actual, predicted, classCount);
  return { ...confusionScores(confusion), confusion };
}
