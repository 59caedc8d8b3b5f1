const MOST_DIGITS = 17;

/**
 * A number of few digits in a range, close to a given one.
 *
 * @param near a number in the range
 * @param from lower end, included
 * @param to upper end, included
 * @example
 * shortestNumber(3.14159, 3.1, 3.2) // => 3.1
 */
export function shortestNumber(near: number, from: number, to: number): number {
  if (from === to) return near;
  for (let digits = 1; digits < MOST_DIGITS; digits++) {
    const candidate = Number(near.toPrecision(digits));
    if (candidate >= from && candidate <= to) return candidate + 0;
  }
  return near;
}
