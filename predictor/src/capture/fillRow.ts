import type { Predictions } from '../formats/model.ts';
import type { RingLayout } from './captureRing.ts';

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

/** Fills a stored row from one row of an answer. */
export function fillRow(stored: Float64Array, layout: RingLayout, source: AnsweredRow): void {
  const { rows, row, predictions, origin } = source;
  const featureCount = rows.length / predictions.values.length;
  const offset = row * featureCount;
  for (let index = 0; index < layout.kept.length; index++) stored[index] = rows[offset + (layout.kept[index] as number)] as number;
  stored[layout.prediction] = predictions.values[row] as number;
  const classes = layout.actual - layout.probabilities;
  for (let index = 0; index < classes; index++)
    stored[layout.probabilities + index] = predictions.probabilities?.[row * classes + index] ?? Number.NaN;
  stored[layout.actual] = Number.NaN;
  stored[layout.version] = origin.version;
  stored[layout.sequence] = origin.sequence;
  stored[layout.time] = origin.time;
}
