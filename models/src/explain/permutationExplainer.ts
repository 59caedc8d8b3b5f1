import { checkRows } from '../contract/checkRows.ts';
import type { AnswerOptions, Explainer } from './explainer.ts';

type Answer = (rows: Float64Array, count: number) => Float64Array;

/** Rows that are predicted in one step. */
const STEP_ROWS = 16;

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
export function permutationExplainer(answer: Answer, { scale, outputs, width, background }: AnswerOptions): Explainer {
  const count = Math.min(mostRows, background.count);
  if (count < 1) throw new RangeError('expected background rows to explain with, got 0');
  const behind = Array.from({ length: count }, (_, index) => {
    const row = Math.floor((index * background.count) / count);
    return background.rows.subarray(row * width, (row + 1) * width);
  });
  const orders = behind.map((_, index) => shuffle(width, index + 1));
  const base = meansOf(answer(concatenate(behind), count), outputs);
  function* steps(own: Float64Array): Generator<undefined, Float64Array> {
    const sums = new Float64Array(width * outputs);
    for (const [index, other] of behind.entries()) {
      const forward = orders[index] as Uint32Array;
      for (const order of [forward, forward.toReversed()]) {
        addSteps(sums, { answers: yield* answersOf(answer, pathRows(own, other, order), width), order, outputs });
        yield;
      }
    }
    return sums.map((sum) => sum / (2 * count));
  }
  return {
    scale,
    outputs,
    base,
    orders: 2 * count,
    contributions(rows, size) {
      checkRows(rows, size, width);
      const sums = new Float64Array(size * width * outputs);
      for (let row = 0; row < size; row++) sums.set(resultOf(steps(rows.subarray(row * width, (row + 1) * width))), row * width * outputs);
      return sums;
    },
    steps,
  };
}

function resultOf(steps: Generator<undefined, Float64Array>): Float64Array {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The answers of some rows, a few in each step. */
function* answersOf(answer: Answer, rows: Float64Array, width: number): Generator<undefined, Float64Array> {
  const parts: Float64Array[] = [];
  for (let start = 0; start < rows.length; start += STEP_ROWS * width) {
    if (start > 0) yield;
    const block = rows.subarray(start, start + STEP_ROWS * width);
    parts.push(answer(block, block.length / width));
  }
  return concatenate(parts);
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

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}

function meansOf(answers: Float64Array, outputs: number): Float64Array {
  const means = new Float64Array(outputs);
  answers.forEach((value, cell) => {
    means[cell % outputs] = (means[cell % outputs] as number) + value / (answers.length / outputs);
  });
  return means;
}
