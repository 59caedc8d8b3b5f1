const shortest = 200;
const longest = 30_000;

/**
 * Milliseconds to wait before another attempt: 0.2 s, doubled by each failure up to 30 s, of which a random half is left out, so that many
 * processes do not come back at once.
 *
 * @param failures attempts that failed one after another, at least 1
 */
export function backoff(failures: number, random: () => number): number {
  return Math.min(longest, shortest * 2 ** (failures - 1)) * (0.5 + random() / 2);
}
