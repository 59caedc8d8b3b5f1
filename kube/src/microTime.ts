/**
 * A time in the format of Kubernetes' `MicroTime`: six fractional digits. The three of `toISOString` are refused.
 *
 * @param milliseconds since 1970
 * @example
 * microTime(0) // => '1970-01-01T00:00:00.000000Z'
 */
export function microTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000Z');
}
