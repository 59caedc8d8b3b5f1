/**
 * Both sorted samples as one.
 *
 * @param one ascending numbers, without NaN
 * @param other ascending numbers, without NaN
 * @returns all values in ascending order
 * @example
 * mergedSorted([1, 4], [2, 3]) // => [1, 2, 3, 4]
 */
export function mergedSorted(one: ArrayLike<number>, other: ArrayLike<number>): Float64Array {
  const [n, m] = [one.length, other.length];
  const merged = new Float64Array(n + m);
  let [i, j] = [0, 0];
  for (let index = 0; index < n + m; index++) {
    const fromOne = j === m || (i < n && (one[i] as number) <= (other[j] as number));
    merged[index] = (fromOne ? one[i++] : other[j++]) as number;
  }
  return merged;
}
