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
export function eachPooledRun(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  visit: (inReference: number, inCurrent: number, value: number) => void,
): void {
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
