import { type Model, ModelInputError, type Predictions } from '@modelmonitor/models';
import { inPieces, type PieceOptions } from './inPieces.ts';

/**
 * Predicts many rows in pieces, with a turn for other requests between them: a model over large trees would keep the process for a second.
 *
 * @throws whatever the model throws; a ModelInputError names the row among all
 */
export async function predictInPieces(
  model: Model,
  { rows, count }: { rows: Float64Array; count: number },
  options: PieceOptions,
): Promise<Predictions> {
  const width = rows.length / count;
  const values = new Float64Array(count);
  let probabilities: Float64Array | undefined;
  await inPieces(count, options, async (first, end) => {
    const piece = await predictPiece(model, rows.subarray(first * width, end * width), { first, count: end - first });
    values.set(piece.values, first);
    if (piece.probabilities === undefined) return;
    const classes = piece.probabilities.length / (end - first);
    probabilities ??= new Float64Array(count * classes);
    probabilities.set(piece.probabilities, first * classes);
  });
  return { values, ...(probabilities === undefined ? {} : { probabilities }) };
}

async function predictPiece(model: Model, rows: Float64Array, { first, count }: { first: number; count: number }): Promise<Predictions> {
  try {
    return await model.predict(rows, count);
  } catch (error) {
    throw error instanceof ModelInputError ? new ModelInputError(error.message, { row: first + error.row, feature: error.feature }) : error;
  }
}
