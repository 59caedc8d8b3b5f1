import type { RowBatch } from './rowBatch.ts';

/**
 * The rows at some indices of a batch, increasing.
 *
 * @example
 * ```ts
 * selectRows(batch, [0, 2]).rows; // 2
 * ```
 */
export function selectRows<Batch extends Omit<RowBatch, 'contract'>>(batch: Batch, kept: readonly number[]): Batch {
  const placeOf = new Map(kept.map((row, place) => [row, place]));
  const chosen = batch.ids.chosen.flatMap(([row, id]) => (placeOf.has(row) ? [[placeOf.get(row) as number, id] as const] : []));
  return {
    ...batch,
    rows: kept.length,
    ids: { series: batch.ids.series, numbers: selectNumbers(batch.ids.numbers, kept, 1), chosen },
    times: selectNumbers(batch.times, kept, 1),
    versionOf: Uint16Array.from(kept, (row) => batch.versionOf[row] as number),
    features: selectNumbers(batch.features, kept, batch.features.length / Math.max(1, batch.rows)),
    predictions: selectNumbers(batch.predictions, kept, 1),
    probabilities: selectNumbers(batch.probabilities, kept, batch.probabilities.length / Math.max(1, batch.rows)),
    unseen: batch.unseen.flatMap((one) => (placeOf.has(one.row) ? [{ ...one, row: placeOf.get(one.row) as number }] : [])),
  };
}

/** The numbers of some rows; a row has `width` of them. */
export function selectNumbers(values: Float64Array, rows: readonly number[], width: number): Float64Array {
  const picked = new Float64Array(rows.length * width);
  for (const [place, row] of rows.entries()) picked.set(values.subarray(row * width, (row + 1) * width), place * width);
  return picked;
}
