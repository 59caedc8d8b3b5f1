import Type, { type TString } from 'typebox';

const millisecondsOf: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A field that holds a duration above zero as Prometheus writes them: `30s`, `10m`, `1h30m`, `7d`. */
export function duration(options: { description: string; default?: string }): TString {
  return Type.String({
    // Parts of zero, one that is not, then any: without lookahead, which the API server's regular expressions do not have.
    pattern: '^(0+(ms|s|m|h|d|w))*0*[1-9][0-9]*(ms|s|m|h|d|w)([0-9]+(ms|s|m|h|d|w))*$',
    maxLength: 32,
    'x-wanted': 'a duration above zero such as 30s, 10m, 1h30m or 7d',
    ...options,
  });
}

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
    throw new RangeError(`a duration such as 30s, 10m, 1h30m or 7d is needed, got ${JSON.stringify(text)}`);
  }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (millisecondsOf[unit ?? ''] ?? 0), 0);
}
