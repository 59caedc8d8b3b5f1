/**
 * The value that a share of the values is not above: nearest rank, so that it is one that was measured.
 *
 * @param share in (0, 1]
 * @throws RangeError without a value
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.ceil(share * sorted.length) - 1];
  if (value === undefined)
    throw new RangeError(`quantile needs at least one value and a share in (0, 1], got ${values.length} and ${share}`);
  return value;
}
