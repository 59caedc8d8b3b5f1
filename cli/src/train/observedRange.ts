/**
 * A generous range around observed values: half their spread beyond each end, to two significant digits of the spread; not below 0 if no
 * value is negative.
 *
 * @param values finite
 * @returns undefined if all are equal, since the spread is unknown
 * @example
 * observedRange([10, 12, 14]) // => { min: 8, max: 16 }
 */
export function observedRange(values: readonly number[]): { readonly min: number; readonly max: number } | undefined {
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
  const spread = high - low;
  if (!(spread > 0)) return undefined;
  const digits = Math.min(100, Math.max(0, 1 - Math.floor(Math.log10(spread))));
  const round = (value: number) => Number(value.toFixed(digits));
  const min = round(low - spread / 2);
  return { min: low >= 0 ? Math.max(0, min) : min, max: round(high + spread / 2) };
}
