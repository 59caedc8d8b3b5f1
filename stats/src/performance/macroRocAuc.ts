import { countAtMost } from '../countAtMost.ts';
import { countBelow } from '../countBelow.ts';
import { type RocAuc, rocAucOfSorted } from './rocAuc.ts';

/** One-against-rest areas and their plain mean. */
export interface MacroRocAuc {
  readonly value: number;
  readonly standardError: number;
  readonly perClass: readonly RocAuc[];
}

/** Rows whose influence is worked out for the standard error: more change its third digit. */
const INFLUENCE_ROWS = 20_000;

interface OneAgainstRest extends RocAuc {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/**
 * Mean area under the one-against-rest ROC curves, as scikit-learn's `roc_auc_score(multi_class='ovr', average='macro')`.
 *
 * Two classes have one curve, that of the second. The error of more comes from each row's influence on the mean, which is DeLong's
 * placement for all curves at once, over at most 20,000 rows spread evenly.
 *
 * @param actual class index of each row
 * @param scores for each class the score of every row, without NaN
 * @returns the mean, NaN when a class has no row or all of them
 * @see Hand & Till, A Simple Generalisation of the Area Under the ROC Curve (2001); DeLong et al. (1988)
 * @example
 * macroRocAuc([0, 0, 1, 1], [Float64Array.of(0.9, 0.6, 0.65, 0.2), Float64Array.of(0.1, 0.4, 0.35, 0.8)]).value // => 0.75
 */
export function macroRocAuc(actual: ArrayLike<number>, scores: readonly Float64Array[]): MacroRocAuc {
  const [, second] = scores;
  if (scores.length === 2 && second !== undefined) {
    const curve = withoutScores(oneAgainstRest(actual, 1, second));
    return { value: curve.value, standardError: curve.standardError, perClass: [curve] };
  }
  const curves = scores.map((column, index) => oneAgainstRest(actual, index, column));
  return {
    value: curves.reduce((sum, { value }) => sum + value, 0) / curves.length,
    standardError: influenceError({ actual, scores, curves }),
    perClass: curves.map(withoutScores),
  };
}

function withoutScores({ value, standardError, positiveVariance, negativeVariance }: OneAgainstRest): RocAuc {
  return { value, standardError, positiveVariance, negativeVariance };
}

function oneAgainstRest(actual: ArrayLike<number>, index: number, scores: Float64Array): OneAgainstRest {
  let count = 0;
  for (let row = 0; row < scores.length; row++) if (actual[row] === index) count++;
  const positives = new Float64Array(count);
  const negatives = new Float64Array(scores.length - count);
  let [positive, negative] = [0, 0];
  for (let row = 0; row < scores.length; row++) {
    if (actual[row] === index) positives[positive++] = scores[row] as number;
    else negatives[negative++] = scores[row] as number;
  }
  positives.sort();
  negatives.sort();
  return { ...rocAucOfSorted(positives, negatives), positives, negatives };
}

interface Curves {
  readonly actual: ArrayLike<number>;
  readonly scores: readonly Float64Array[];
  readonly curves: readonly OneAgainstRest[];
}

function influenceError({ actual, scores, curves }: Curves): number {
  const rows = actual.length;
  const step = Math.max(1, Math.ceil(rows / INFLUENCE_ROWS));
  let [count, sum, squares] = [0, 0, 0];
  for (let row = 0; row < rows; row += step) {
    let influence = 0;
    for (const [index, curve] of curves.entries()) influence += influenceOn(curve, actual[row] === index, scores[index]?.[row] as number);
    influence /= curves.length;
    count++;
    sum += influence;
    squares += influence * influence;
  }
  return count < 2 ? Number.NaN : Math.sqrt(Math.max(0, squares - (sum * sum) / count) / (count - 1) / rows);
}

function influenceOn({ positives, negatives, value }: OneAgainstRest, isPositive: boolean, score: number): number {
  const others = isPositive ? negatives : positives;
  const share = (countBelow(others, score) + countAtMost(others, score)) / 2 / others.length;
  const placed = isPositive ? share : 1 - share;
  return ((placed - value) * (positives.length + negatives.length)) / (isPositive ? positives.length : negatives.length);
}
