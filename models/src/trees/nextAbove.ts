/**
 * The smallest double above a number: `x <= t` is `x < nextAbove(t)`, also where x is a float32.
 *
 * @see Rump, Zimmermann, Boldo & Melquiond, Computing predecessor and successor in rounding to nearest, BIT 49, 2009, algorithm 1
 * @example
 * nextAbove(1) // => 1.0000000000000002
 */
export function nextAbove(value: number): number {
  const size = Math.abs(value);
  if (size >= 1e-290 && size < Infinity) return value + size * (2 ** -53 * (1 + 2 ** -52));
  if (value === -Infinity) return -Number.MAX_VALUE;
  if (value === 0) return Number.MIN_VALUE;
  if (!Number.isFinite(value)) return value;
  const bits = new BigInt64Array(Float64Array.of(value).buffer);
  bits[0] = (bits[0] as bigint) + (value > 0 ? 1n : -1n);
  return new Float64Array(bits.buffer)[0] as number;
}
