/**
 * A number with four significant digits, with an exponent if it is very small or large.
 *
 * @example
 * significant(0.05) // => '0.05'
 * significant(1234.5678) // => '1235'
 * significant(2.34567e-12) // => '2.346e-12'
 */
export function significant(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude < 1e-4 || magnitude >= 1e7) return value.toExponential(3).replace(/\.?0+e/, 'e');
  return magnitude >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(4)));
}
