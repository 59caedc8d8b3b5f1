const USUAL_FILL = 0.0001;

/**
 * Replaces the empty bins of one side, so that the logarithms of PSI and Kullback–Leibler stay finite.
 *
 * An empty bin gets 0.0001; when the smallest share that is not empty is itself at most 0.0001, it gets a millionth of that
 * one. The shares are not scaled back to sum 1, as in Evidently's `get_binned_data`.
 *
 * @param shares shares ≥ 0 of one sample, one per bin, at least one positive
 * @returns a new array, same length, every share positive
 * @throws RangeError when a share is negative or NaN, or all are zero
 * @example
 * fillEmptyBins([0.5, 0, 0.5]) // => [0.5, 0.0001, 0.5]
 */
export function fillEmptyBins(shares: ArrayLike<number>): Float64Array {
  let smallest = Number.POSITIVE_INFINITY;
  for (let bin = 0; bin < shares.length; bin++) {
    const share = shares[bin] as number;
    if (!(share >= 0)) throw new RangeError(`fill needs shares of at least 0, got ${share} in bin ${bin}`);
    if (share > 0) smallest = Math.min(smallest, share);
  }
  if (smallest === Number.POSITIVE_INFINITY) throw new RangeError('fill needs at least one bin that is not empty, got none');
  const fill = smallest <= USUAL_FILL ? smallest / 10 ** 6 : USUAL_FILL;
  return Float64Array.from(shares, (share) => (share === 0 ? fill : share));
}
