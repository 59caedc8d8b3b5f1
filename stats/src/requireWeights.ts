/**
 * The room's guard for two discrete distributions given as weights, such as counts or shares of the same bins.
 *
 * @param who name of the caller, for the message
 * @param p weights, each a finite number ≥ 0, with a positive total
 * @param q weights, as many
 * @returns the totals of both
 * @throws RangeError when the lengths differ, or a weight or a total is out of range
 * @example
 * requireWeights('psi', [1, 3], [2, 2]) // => [4, 4]
 */
export function requireWeights(who: string, p: ArrayLike<number>, q: ArrayLike<number>): readonly [number, number] {
  if (p.length !== q.length) throw new RangeError(`${who} needs as many weights on both sides, got ${p.length} and ${q.length}`);
  return [total(who, p), total(who, q)];
}

function total(who: string, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let bin = 0; bin < weights.length; bin++) {
    const weight = weights[bin] as number;
    if (!(weight >= 0)) throw new RangeError(`${who} needs weights of at least 0, got ${weight} in bin ${bin}`);
    sum += weight;
  }
  if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) throw new RangeError(`${who} needs a positive total of weights, got ${sum}`);
  return sum;
}
