/** How long to wait before another try. */
export interface BackoffBounds {
  readonly firstMilliseconds: number;
  readonly mostMilliseconds: number;
}

/**
 * Exponential backoff with jitter: doubles with each failure up to the bound, then takes a random part of the upper half, so that what
 * failed together does not try again together.
 *
 * @param failures failures in a row, ≥ 1
 * @param random a number in [0, 1)
 * @returns milliseconds
 * @example
 * backoff({ firstMilliseconds: 5, mostMilliseconds: 300_000 }, 3, 0.5) // => 15
 */
export function backoff({ firstMilliseconds, mostMilliseconds }: BackoffBounds, failures: number, random: number): number {
  const whole = Math.min(mostMilliseconds, firstMilliseconds * 2 ** Math.min(failures - 1, 52));
  return whole * (0.5 + random / 2);
}
