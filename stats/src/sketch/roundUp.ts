const DIGITS = 3;

/**
 * A bound in three significant digits, never below the number itself.
 *
 * @param bound a number ≥ 0
 * @example
 * roundUp(0.0012341) // => 0.00124
 */
export function roundUp(bound: number): number {
  if (bound === 0 || !Number.isFinite(bound)) return bound;
  const rounded = Number(bound.toPrecision(DIGITS));
  if (rounded >= bound) return rounded;
  const unit = Math.floor(Math.log10(bound)) - DIGITS + 1;
  const next = Number(`${Math.round(Number(rounded.toPrecision(DIGITS)) / 10 ** unit) + 1}e${unit}`);
  return next >= bound ? next : bound;
}
