import Type, { type TString } from 'typebox';

/** A field that holds a duration above zero as Prometheus writes them: `30s`, `10m`, `1h30m`, `7d`. */
export function duration(options: { description: string; default?: string }): TString {
  return Type.String({
    // Parts of zero, one that is not, then any: without lookahead, which the API server's regular expressions do not have.
    pattern: '^(0+(ms|s|m|h|d|w))*0*[1-9][0-9]*(ms|s|m|h|d|w)([0-9]+(ms|s|m|h|d|w))*$',
    maxLength: 32,
    'x-expected': 'a duration above zero such as 30s, 10m, 1h30m or 7d',
    ...options,
  });
}
