import { errorsAt, type RowErrors } from './rowErrors.ts';

/**
 * The labelled rows in the order of time.
 *
 * @param times milliseconds since 1970, one a row of the table; null, or a labelled row without a finite time, leaves the order of the rows
 */
export function labelledStream(labelled: RowErrors, times: Float64Array | null): RowErrors {
  if (times === null || labelled.rows.some((row) => !Number.isFinite(times[row]))) return labelled;
  const positions = Array.from(labelled.rows.keys());
  // Sorting is stable: rows of the same time keep their order.
  positions.sort((a, b) => timeAt(times, labelled.rows[a]) - timeAt(times, labelled.rows[b]));
  return errorsAt(labelled, positions);
}

function timeAt(times: Float64Array, row: number | undefined): number {
  return times[row ?? -1] ?? Number.NaN;
}
