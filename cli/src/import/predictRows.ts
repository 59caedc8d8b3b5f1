import { type Model, ModelInputError, type Predictions } from '@modelmonitor/models';

/** Predictions of rows, some of which the model refuses: NaN. */
export interface RowPredictions extends Predictions {
  readonly refused: { readonly rows: number; readonly reason: string } | undefined;
}

/** Rows that are predicted at once. */
const atOnce = 1024;

/** Predicts rows; those that the model refuses, as its library does, get NaN. */
export async function predictRows(
  model: Model,
  matrix: Float64Array,
  { count, classes }: { count: number; classes: number },
): Promise<RowPredictions> {
  const values = new Float64Array(count).fill(Number.NaN);
  const probabilities = new Float64Array(count * classes).fill(Number.NaN);
  const width = count === 0 ? 0 : matrix.length / count;
  let [refused, reason, hasProbabilities] = [0, '', false];
  const predict = async (start: number, rows: number): Promise<void> => {
    try {
      const found = await model.predict(matrix.subarray(start * width, (start + rows) * width), rows);
      values.set(found.values, start);
      if (found.probabilities === undefined) return;
      hasProbabilities = true;
      probabilities.set(found.probabilities, start * classes);
    } catch (cause) {
      if (!(cause instanceof ModelInputError)) throw cause;
      if (rows === 1) {
        refused++;
        reason = reason === '' ? cause.message : reason;
      } else for (let row = start; row < start + rows; row++) await predict(row, 1);
    }
  };
  for (let start = 0; start < count; start += atOnce) await predict(start, Math.min(atOnce, count - start));
  return { values, ...(hasProbabilities ? { probabilities } : {}), refused: refused === 0 ? undefined : { rows: refused, reason } };
}
