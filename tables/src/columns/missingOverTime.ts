const MOST_SLICES = 20;

/**
 * Share of missing values (NaN or null) over equal slices of the rows, in their order; a row each when there are fewer than 20.
 *
 * @example
 * missingOverTime(['a', null]) // => [0, 1]
 */
export function missingOverTime(values: ArrayLike<number | string | null>): number[] {
  const slices = Math.min(MOST_SLICES, values.length);
  return Array.from({ length: slices }, (_, slice) => {
    const [from, to] = [Math.floor((slice * values.length) / slices), Math.floor(((slice + 1) * values.length) / slices)];
    let missing = 0;
    for (let row = from; row < to; row++) if (values[row] === null || Number.isNaN(values[row])) missing++;
    return missing / (to - from);
  });
}
