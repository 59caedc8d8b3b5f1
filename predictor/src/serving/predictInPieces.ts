import { type Model, ModelInputError, type Predictions } from '@modelmonitor/models';

/** Rows of the first piece, and the most that are predicted at once: whatever the model, they take a few milliseconds. */
export const firstRows = 32;

/** Time that a piece takes, in seconds: as long as another request may have to wait for its turn. */
const pieceSeconds = 0.004;

export interface PieceOptions {
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
  /** Lets everything else that waits run. */
  readonly turn: () => Promise<void>;
}

/**
 * Predicts many rows in pieces, with a turn for other requests between them: a model over large trees would keep the process for a second.
 *
 * @throws whatever the model throws; a ModelInputError names the row among all
 */
export async function predictInPieces(
  model: Model,
  { rows, count }: { rows: Float64Array; count: number },
  { monotonicSeconds, turn }: PieceOptions,
): Promise<Predictions> {
  const width = rows.length / count;
  const values = new Float64Array(count);
  let probabilities: Float64Array | undefined;
  for (let [first, size] = [0, firstRows]; first < count; ) {
    const start = monotonicSeconds();
    const end = Math.min(count, first + size);
    const piece = await predictPiece(model, rows.subarray(first * width, end * width), { first, count: end - first });
    values.set(piece.values, first);
    if (piece.probabilities !== undefined) {
      const classes = piece.probabilities.length / (end - first);
      probabilities ??= new Float64Array(count * classes);
      probabilities.set(piece.probabilities, first * classes);
    }
    const seconds = Math.max(monotonicSeconds() - start, 1e-6);
    size = Math.max(1, Math.min(size * 4, Math.floor(((end - first) * pieceSeconds) / seconds)));
    first = end;
    if (first < count) await turn();
  }
  return { values, ...(probabilities === undefined ? {} : { probabilities }) };
}

async function predictPiece(model: Model, rows: Float64Array, { first, count }: { first: number; count: number }): Promise<Predictions> {
  try {
    return await model.predict(rows, count);
  } catch (error) {
    throw error instanceof ModelInputError ? new ModelInputError(error.message, { row: first + error.row, feature: error.feature }) : error;
  }
}
