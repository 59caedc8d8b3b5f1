/** Below this the digits of a p-value tell a reader nothing more. */
const SMALLEST_SHOWN = 0.0001;

/**
 * A p-value as one reads it in print: four decimals, so that a column of them is aligned.
 *
 * @example
 * formatPValue(1e-9) // => 'p < 0.0001'
 */
export function formatPValue(value: number): string {
  if (!Number.isFinite(value)) return 'p = –';
  if (value < SMALLEST_SHOWN) return `p < ${SMALLEST_SHOWN}`;
  if (value > 0.9999 && value < 1) return 'p > 0.9999';
  return value === 1 ? 'p = 1' : `p = ${value.toFixed(4)}`;
}
