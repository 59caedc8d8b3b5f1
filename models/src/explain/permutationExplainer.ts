import { checkRows } from '../contract/checkRows.ts';
import type { AnswerOptions, Explainer } from './explainer.ts';

/** Background rows that are used: each stands for the unknown values of two orders of the features, one the reverse of the other. */
const mostRows = 48;

/**
 * Estimates Shapley values of any function of a row: features take their values one after the other, in several orders, and each gets what the
 * answer changes by. They sum to the answer less the base exactly; for a sum of functions of single features they are exact, too.
 *
 * The orders are the same in every call, so that a row has one explanation.
 *
 * @param answer numbers of rows, row-major, count × outputs
 * @throws RangeError when the background holds no row
 * @see Štrumbelj & Kononenko (2014), Explaining prediction models and individual predictions with feature contributions
 */
export function permutationExplainer(
  answer: (rows: Float64Array, count: number) => Float64Array,
  { scale, outputs, width, background }: AnswerOptions,
): Explainer {
  const count = Math.min(mostRows, background.count);
  if (count < 1) throw new RangeError('expected background rows to explain with, got 0');
  const behind = Array.from({ length: count }, (_, index) => {
    const row = Math.floor((index * background.count) / count);
    return background.rows.subarray(row * width, (row + 1) * width);
  });
  const orders = behind.map((_, index) => shuffle(width, index + 1));
  const base = meansOf(answer(concatenate(behind, width), count), outputs);
  return {
    scale,
    outputs,
    base,
    orders: 2 * count,
    contributions(rows, size) {
      checkRows(rows, size, width);
      const sums = new Float64Array(size * width * outputs);
      for (let row = 0; row < size; row++) {
        const own = rows.subarray(row * width, (row + 1) * width);
        const target = sums.subarray(row * width * outputs, (row + 1) * width * outputs);
        behind.forEach((other, index) => {
          const order = orders[index] as Uint32Array;
          addSteps(target, { answers: answer(pathRows(own, other, order), width + 1), order, outputs });
          const reverse = order.toReversed();
          addSteps(target, { answers: answer(pathRows(own, other, reverse), width + 1), order: reverse, outputs });
        });
        target.forEach((sum, cell) => {
          target[cell] = sum / (2 * count);
        });
      }
      return sums;
    },
  };
}

/** From the background row to the row itself, one feature more in each. */
function pathRows(own: Float64Array, other: Float64Array, order: Uint32Array): Float64Array {
  const width = own.length;
  const path = new Float64Array((width + 1) * width);
  const row = Float64Array.from(other);
  path.set(row);
  order.forEach((feature, step) => {
    row[feature] = own[feature] as number;
    path.set(row, (step + 1) * width);
  });
  return path;
}

function addSteps(target: Float64Array, { answers, order, outputs }: { answers: Float64Array; order: Uint32Array; outputs: number }): void {
  order.forEach((feature, step) => {
    for (let output = 0; output < outputs; output++) {
      const change = (answers[(step + 1) * outputs + output] as number) - (answers[step * outputs + output] as number);
      target[feature * outputs + output] = (target[feature * outputs + output] as number) + change;
    }
  });
}

/** A fixed order of the features for each seed: Fisher and Yates' shuffle with Lehmer's generator. */
function shuffle(width: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: width }, (_, index) => index);
  let state = (seed * 48271) % 2147483647;
  for (let last = width - 1; last > 0; last--) {
    state = (state * 48271) % 2147483647;
    const other = state % (last + 1);
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
  return order;
}

function concatenate(rows: readonly Float64Array[], width: number): Float64Array {
  const all = new Float64Array(rows.length * width);
  rows.forEach((row, index) => {
    all.set(row, index * width);
  });
  return all;
}

function meansOf(answers: Float64Array, outputs: number): Float64Array {
  const means = new Float64Array(outputs);
  answers.forEach((value, cell) => {
    means[cell % outputs] = (means[cell % outputs] as number) + value / (answers.length / outputs);
  });
  return means;
}
