import type { RowContract } from '../rowContract.ts';
import type { RecordedRows } from './storeClient.ts';

/** Room for rows, by column as in `RowBatch`. */
export interface RowColumns {
  readonly times: Float64Array;
  readonly numbers: Float64Array;
  readonly predictions: Float64Array;
  readonly versionOf: Uint16Array;
  readonly probabilities: Float64Array;
  readonly features: Float64Array;
}

/** Room for so many rows of a contract; those of smaller columns are copied. */
export function allocateColumns(rows: number, { features, classes }: RowContract, smaller?: RowColumns): RowColumns {
  const larger = {
    times: new Float64Array(rows),
    numbers: new Float64Array(rows),
    predictions: new Float64Array(rows),
    versionOf: new Uint16Array(rows),
    probabilities: new Float64Array(rows * classes.length),
    features: new Float64Array(rows * features.length),
  };
  if (smaller === undefined) return larger;
  larger.times.set(smaller.times);
  larger.numbers.set(smaller.numbers);
  larger.predictions.set(smaller.predictions);
  larger.versionOf.set(smaller.versionOf);
  larger.probabilities.set(smaller.probabilities);
  larger.features.set(smaller.features);
  return larger;
}

/** Columns with the first rows of others, in the same memory. */
export function firstRows(columns: RowColumns, rows: number, { features, classes }: RowContract): RowColumns {
  return {
    times: columns.times.subarray(0, rows),
    numbers: columns.numbers.subarray(0, rows),
    predictions: columns.predictions.subarray(0, rows),
    versionOf: columns.versionOf.subarray(0, rows),
    probabilities: columns.probabilities.subarray(0, rows * classes.length),
    features: columns.features.subarray(0, rows * features.length),
  };
}

export interface CopiedRow {
  readonly recorded: RecordedRows;
  /** Index of the row in the response. */
  readonly index: number;
  /** Index of its version. */
  readonly version: number;
}

/** Copies a row to its place. This is what a prediction waits for: it allocates nothing. */
export function copyRow(columns: RowColumns, row: number, { recorded, index, version }: CopiedRow): void {
  const { cells, kept, width, predictions, probabilities } = recorded;
  const start = index * width;
  const features = kept.length;
  for (let feature = 0; feature < features; feature++)
    columns.features[row * features + feature] = cells[start + (kept[feature] as number)] as number;
  const classes = recorded.contract.classes.length;
  for (let place = 0; place < classes; place++)
    columns.probabilities[row * classes + place] = probabilities?.[index * classes + place] ?? Number.NaN;
  columns.times[row] = recorded.time;
  columns.numbers[row] = recorded.firstNumber + index;
  columns.predictions[row] = predictions?.[index] ?? Number.NaN;
  columns.versionOf[row] = version;
}
