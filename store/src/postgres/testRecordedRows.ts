import type { RecordedRows } from '../client/storeClient.ts';
import { wineContract } from '../testRowBatch.ts';

/** Rows of the wine contract, as the predictor records them. */
export function recordedRows(count: number, more: Pick<RecordedRows, 'series' | 'firstNumber' | 'time'>): RecordedRows {
  return {
    contract: wineContract,
    cells: Float64Array.from({ length: count * 2 }, (_, cell) => (cell % 2 === 0 ? cell : 1)),
    width: 2,
    kept: [0, 1],
    predictions: new Float64Array(count),
    probabilities: new Float64Array(count * 2).fill(0.5),
    version: 'v1',
    ...more,
  };
}
