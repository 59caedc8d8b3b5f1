import { distinctRuns, isWeighted, type SortedSample, type WeightedSample } from './weightedSample.ts';

/**
 * Walks through two sorted samples at once, one call for each distinct value of either; 0 and −0 are one value.
 *
 * It is how ranks, midranks and distribution functions of the pooled sample come without pooling or sorting it again.
 *
 * @param reference values in ascending order, without NaN
 * @param current values in ascending order, without NaN
 * @param visit told how often the next value comes in the reference and in the current sample, and the value
 * @example
 * (() => { const runs = []; eachPooledRun([1, 2], [2, 2], (r, c, value) => runs.push([r, c, value])); return runs })() // => [[1, 0, 1], [1, 2, 2]]
 */
export function eachPooledRun(reference: SortedSample, current: SortedSample, visit: Visit): void {
  if (isWeighted(reference) || isWeighted(current)) eachWeightedRun(distinctRuns(reference), distinctRuns(current), visit);
  else eachListedRun(reference, current, visit);
}

type Visit = (inReference: number, inCurrent: number, value: number) => void;

function eachListedRun(reference: ArrayLike<number>, current: ArrayLike<number>, visit: Visit): void {
  const [n, m] = [reference.length, current.length];
  let [i, j] = [0, 0];
  while (i < n || j < m) {
    const fromReference = j === m || (i < n && (reference[i] as number) <= (current[j] as number));
    const value = (fromReference ? reference[i] : current[j]) as number;
    const [startI, startJ] = [i, j];
    while (i < n && (reference[i] as number) === value) i++;
    while (j < m && (current[j] as number) === value) j++;
    visit(i - startI, j - startJ, value);
  }
}

function eachWeightedRun(reference: WeightedSample, current: WeightedSample, visit: Visit): void {
  let [i, j] = [0, 0];
  while (i < reference.values.length || j < current.values.length) {
    const [before, after] = [reference.values[i] ?? Number.POSITIVE_INFINITY, current.values[j] ?? Number.POSITIVE_INFINITY];
    const inReference = before <= after ? (reference.counts[i++] as number) : 0;
    const inCurrent = after <= before ? (current.counts[j++] as number) : 0;
    visit(inReference, inCurrent, Math.min(before, after));
  }
}
