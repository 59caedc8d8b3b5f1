/**
 * Bandwidth σ of a Gaussian kernel by the median heuristic: σ² is half the median squared distance over all ordered pairs of values, each
 * value with itself too; √½ when that median is 0.
 *
 * The upper of the two middle distances when there is no single one. No matrix: the distance is bisected, its rank counted in one pass.
 *
 * @param sorted finite values in ascending order, at least one
 * @returns σ > 0, in the unit of the values
 * @see Gretton et al., A Kernel Two-Sample Test (2012), section 8
 * @example
 * medianBandwidth([0, 1, 2]) // => 0.707106781187
 */
export function medianBandwidth(sorted: ArrayLike<number>): number {
  const rows = sorted.length;
  const pair = Math.floor((Math.floor(rows ** 2 / 2) - rows) / 2);
  const distance = pair < 0 ? 0 : pairDistance(sorted, pair);
  const halfSquare = (distance * distance) / 2;
  return Math.sqrt(halfSquare > 0 ? halfSquare : 0.5);
}

/** The distance of unordered pairs with so many smaller ones before it. */
function pairDistance(sorted: ArrayLike<number>, rank: number): number {
  if (pairsWithin(sorted, 0) > rank) return 0;
  let [low, high] = [0, (sorted[sorted.length - 1] as number) - (sorted[0] as number)];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) return high;
    if (pairsWithin(sorted, middle) > rank) high = middle;
    else low = middle;
  }
}

function pairsWithin(sorted: ArrayLike<number>, distance: number): number {
  let [pairs, first] = [0, 0];
  for (let index = 0; index < sorted.length; index++) {
    while ((sorted[index] as number) - (sorted[first] as number) > distance) first++;
    pairs += index - first;
  }
  return pairs;
}
