const MOST_SLICES = 60;
/** Rows of a slice: fewer make a curve of noise. */
const ROWS_PER_SLICE = 10;

/**
 * Mean error over slices of equal size in the order of time, at most 60.
 *
 * @param errors finite numbers
 * @returns one mean a slice, oldest first; empty without errors; null where a sum leaves the range of doubles
 */
export function errorSlices(errors: Float64Array): (number | null)[] {
  const slices = Math.min(MOST_SLICES, Math.ceil(errors.length / ROWS_PER_SLICE));
  return Array.from({ length: slices }, (_, slice) => {
    const rows = errors.subarray(Math.floor((slice * errors.length) / slices), Math.floor(((slice + 1) * errors.length) / slices));
    const mean = rows.reduce((sum, error) => sum + error, 0) / rows.length;
    return Number.isFinite(mean) ? mean : null;
  });
}
