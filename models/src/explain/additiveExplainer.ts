import { checkRows } from '../contract/checkRows.ts';
import type { AnswerOptions, Explainer } from './explainer.ts';

/**
 * Shapley values of a sum of functions of single features, such as a linear model behind scalers and encoders: what a feature's function is
 * at the row, less its mean over the background rows.
 *
 * @param answer numbers of rows, row-major, count × outputs
 * @throws RangeError when the background holds no row
 */
export function additiveExplainer(
  answer: (rows: Float64Array, count: number) => Float64Array,
  { scale, outputs, width, background }: AnswerOptions,
): Explainer {
  const { rows: behind, count } = background;
  if (count < 1) throw new RangeError('expected background rows to explain with, got 0');
  const start = Float64Array.from(behind.subarray(0, width));
  const startAnswer = answer(start, 1);
  /** Change of the answer when one feature of the first background row is that of another row. */
  const changes = (row: Float64Array): Float64Array => {
    const rows = new Float64Array(width * width);
    for (let feature = 0; feature < width; feature++) {
      rows.set(start, feature * width);
      rows[feature * width + feature] = row[feature] as number;
    }
    return answer(rows, width).map((value, cell) => value - (startAnswer[cell % outputs] as number));
  };
  const means = new Float64Array(width * outputs);
  for (let row = 0; row < count; row++) {
    changes(behind.subarray(row * width, (row + 1) * width)).forEach((change, cell) => {
      means[cell] = (means[cell] as number) + change / count;
    });
  }
  const base = startAnswer.map((value, output) => {
    let sum = value;
    for (let feature = 0; feature < width; feature++) sum += means[feature * outputs + output] as number;
    return sum;
  });
  return {
    scale,
    outputs,
    base,
    contributions(rows, size) {
      checkRows(rows, size, width);
      const sums = new Float64Array(size * width * outputs);
      for (let row = 0; row < size; row++) {
        const own = changes(rows.subarray(row * width, (row + 1) * width));
        own.forEach((change, cell) => {
          sums[row * width * outputs + cell] = change - (means[cell] as number);
        });
      }
      return sums;
    },
  };
}
