/**
 * A generous range around observed values: half their spread beyond each end, to two significant digits of the spread; what was
 * never negative stays so.
 *
 * @param values finite, at least one
 * @returns undefined when all are equal, since one value says nothing about the spread
 * @example
 * observedRange([10, 12, 14]) // => { min: 8, max: 16 }
 */
export function observedRange(values: readonly number[]): { readonly min: number; readonly max: number } | undefined {
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
  const spread = high - low;
  if (!(spread > 0)) return undefined;
  const digits = Math.min(100, Math.max(0, 1 - Math.floor(Math.log10(spread))));
  const rounded = (value: number) => Number(value.toFixed(digits));
  const min = rounded(low - spread / 2);
  return { min: low >= 0 ? Math.max(0, min) : min, max: rounded(high + spread / 2) };
}
