import { countAtMost } from '../countAtMost.ts';

/** A rising curve from score to probability: straight between its points, level outside them. */
export interface CalibrationCurve {
  /** Ascending. */
  readonly scores: Float64Array;
  /** Of each score the share of positives, ascending. */
  readonly probabilities: Float64Array;
}

/**
 * Isotonic regression of outcomes on scores, by pooling adjacent violators in one pass: the rising curve nearest to the outcomes.
 *
 * Agrees with scikit-learn's `IsotonicRegression(out_of_bounds='clip')`; equal scores are pooled first.
 *
 * @param positives scores of the rows whose outcome is 1, ascending
 * @param negatives scores of the rows whose outcome is 0, ascending; at least one row in all
 * @returns first and last score of every level stretch
 * @throws RangeError when there is no row
 * @see Zadrozny & Elkan, Transforming Classifier Scores into Accurate Multiclass Probability Estimates (2002)
 * @example
 * isotonicCalibration(Float64Array.of(0.4, 0.9), Float64Array.of(0.2, 0.6)).probabilities // => [0, 0.5, 0.5, 1]
 */
export function isotonicCalibration(positives: Float64Array, negatives: Float64Array): CalibrationCurve {
  const rows = positives.length + negatives.length;
  if (rows === 0) throw new RangeError('calibration needs at least one row, got none');
  const blocks = new Blocks(rows);
  let [positive, negative] = [0, 0];
  while (positive + negative < rows) {
    const score = Math.min(positives[positive] ?? Number.POSITIVE_INFINITY, negatives[negative] ?? Number.POSITIVE_INFINITY);
    const [from, fromNegative] = [positive, negative];
    while (positives[positive] === score) positive++;
    while (negatives[negative] === score) negative++;
    blocks.add({ score, hits: positive - from, rows: positive - from + negative - fromNegative });
  }
  return blocks.curve();
}

/** Stretches of equal probability, their shares rising strictly. */
class Blocks {
  readonly #first: Float64Array;
  readonly #last: Float64Array;
  readonly #hits: Float64Array;
  readonly #rows: Float64Array;
  #count = 0;

  constructor(capacity: number) {
    this.#first = new Float64Array(capacity);
    this.#last = new Float64Array(capacity);
    this.#hits = new Float64Array(capacity);
    this.#rows = new Float64Array(capacity);
  }

  add({ score, hits, rows }: { readonly score: number; readonly hits: number; readonly rows: number }): void {
    let at = this.#count;
    let [first, allHits, allRows] = [score, hits, rows];
    while (at > 0 && (this.#hits[at - 1] as number) * allRows >= allHits * (this.#rows[at - 1] as number)) {
      at--;
      first = this.#first[at] as number;
      allHits += this.#hits[at] as number;
      allRows += this.#rows[at] as number;
    }
    this.#first[at] = first;
    this.#last[at] = score;
    this.#hits[at] = allHits;
    this.#rows[at] = allRows;
    this.#count = at + 1;
  }

  curve(): CalibrationCurve {
    const scores: number[] = [];
    const probabilities: number[] = [];
    for (let block = 0; block < this.#count; block++) {
      const [first, last] = [this.#first[block] as number, this.#last[block] as number];
      const probability = (this.#hits[block] as number) / (this.#rows[block] as number);
      scores.push(first);
      probabilities.push(probability);
      if (last > first) {
        scores.push(last);
        probabilities.push(probability);
      }
    }
    return { scores: Float64Array.from(scores), probabilities: Float64Array.from(probabilities) };
  }
}

/**
 * The probabilities a curve gives to scores.
 *
 * @param curve from `isotonicCalibration`
 * @param scores any numbers, without NaN
 * @returns a new array, each in the range of the curve
 * @example
 * calibrated({ scores: Float64Array.of(0.2, 0.6), probabilities: Float64Array.of(0, 1) }, Float64Array.of(0.1, 0.3, 0.9)) // => [0, 0.24999999999999994, 1]
 */
export function calibrated({ scores, probabilities }: CalibrationCurve, values: Float64Array): Float64Array {
  const last = scores.length - 1;
  return values.map((value) => {
    const right = countAtMost(scores, value);
    if (right === 0) return probabilities[0] as number;
    const low = probabilities[right - 1] as number;
    if (right > last) return low;
    const from = scores[right - 1] as number;
    return low + (((probabilities[right] as number) - low) * (value - from)) / ((scores[right] as number) - from);
  });
}
