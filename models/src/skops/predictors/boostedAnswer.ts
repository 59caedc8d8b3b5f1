import { exponential, identity, type Link, sigmoid, softmax } from '../../links/links.ts';
import type { Level } from '../columns/level.ts';
import type { Answer } from '../step.ts';
import { bothClasses, largestIndex } from './largest.ts';

/** Applies a link to each row of sums; the sums stay as they are. */
export function linkRows(sums: Float64Array, outputs: number, link: Link): Float64Array {
  const values = Float64Array.from(sums);
  for (let start = 0; start < values.length; start += outputs) link(values.subarray(start, start + outputs));
  return values;
}

/** What sums of a binary or multiclass model come to: one sum per row for two classes, else one per class. */
export function classAnswer(
  sums: Float64Array,
  count: number,
  { classes, second, scale = 1 }: { classes: readonly Level[]; second: (sum: number) => boolean; scale?: number },
): Answer {
  if (classes.length <= 2) {
    return { values: sums.map((sum) => (second(sum) ? 1 : 0)), probabilities: bothClasses(linkRows(sums, 1, sigmoid(scale))) };
  }
  return { values: largestIndex(sums, count), probabilities: linkRows(sums, classes.length, softmax) };
}

/** Values of a regressor whose loss has a log link, or none. */
export function valueAnswer(sums: Float64Array, isLog: boolean): Answer {
  return { values: linkRows(sums, 1, isLog ? exponential : identity) };
}
