import type { Predictions } from '@modelmonitor/models';
import type { CaptureRing } from './captureRing.ts';

/** Bookkeeping of a row: who answered, as which row of this process, when. */
interface RowOrigin {
  readonly version: number;
  readonly sequence: number;
  readonly time: number;
}

/** One row of an answer. */
interface AnsweredRow {
  readonly rows: Float64Array;
  readonly row: number;
  readonly predictions: Predictions;
  readonly origin: RowOrigin;
}

/** Appends one row of an answer to the buffer. */
export function appendRow(ring: CaptureRing, { rows, row, predictions, origin }: AnsweredRow): void {
  const { layout } = ring;
  const start = ring.push(origin.time);
  const { cells } = ring;
  const featureCount = rows.length / predictions.values.length;
  const offset = row * featureCount;
  for (let index = 0; index < layout.kept.length; index++) cells[start + index] = rows[offset + (layout.kept[index] as number)] as number;
  cells[start + layout.prediction] = predictions.values[row] as number;
  const classes = layout.actual - layout.probabilities;
  for (let index = 0; index < classes; index++)
    cells[start + layout.probabilities + index] = predictions.probabilities?.[row * classes + index] ?? Number.NaN;
  cells[start + layout.actual] = Number.NaN;
  cells[start + layout.version] = origin.version;
  cells[start + layout.sequence] = origin.sequence;
  cells[start + layout.time] = origin.time;
}
