import type { RowBatch } from './rowBatch.ts';

/** Rows of a batch with a prediction; the others were refused. */
export function countPredicted({ predictions, rows }: Pick<RowBatch, 'predictions' | 'rows'>): number {
  let predicted = 0;
  for (let row = 0; row < rows; row++) if (!Number.isNaN(predictions[row])) predicted++;
  return predicted;
}
