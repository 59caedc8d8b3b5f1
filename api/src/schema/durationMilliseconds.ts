const millisecondsOf: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * Length of a duration.
 *
 * @param text a duration the schema accepted, such as `1h30m`
 * @returns milliseconds
 * @throws RangeError when the text is not a duration
 * @example
 * durationMilliseconds('1h30m') // => 5400000
 */
export function durationMilliseconds(text: string): number {
  const parts = [...text.matchAll(/(\d+)(ms|s|m|h|d|w)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) {
    throw new RangeError(`expected a duration such as 30s, 10m, 1h30m or 7d, got ${JSON.stringify(text)}`);
  }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (millisecondsOf[unit ?? ''] ?? 0), 0);
}
