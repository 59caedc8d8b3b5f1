import { type Model, ModelInputError, type Predictions, type VerifyRow } from '@modelmonitor/models';
import { matrixOf, rowOf, type TrainingData } from './trainingData.ts';

/** Rows that are recorded: enough to show another model, few enough to be predicted at every start. */
const rowsRecorded = 20;

/**
 * Rows of the data, evenly spaced, with the predictions of a model: what it has to reproduce before it serves. One row per line, so that
 * two files can be compared. Rows that JSON cannot hold, or that the model refuses, are left out.
 *
 * @param options as a smoke test, the rows are without predictions: any model that predicts them may come; more rows follow as they are
 */
export async function verifyText(
  data: TrainingData,
  model: Model,
  { isSmokeTest = false, more = [] }: { isSmokeTest?: boolean; more?: readonly VerifyRow[] } = {},
): Promise<string> {
  const isJson = (row: number) => rowOf(data, row).every((value) => Number.isFinite(value) || Number.isNaN(value));
  const candidates = spread([...data.target.keys()].filter(isJson));
  const rows: string[] = [];
  for (const row of candidates) {
    const predictions = await predictRow(model, matrixOf(data, [row]));
    if (predictions !== undefined)
      rows.push(JSON.stringify({ features: featuresOf(data, row), ...(isSmokeTest ? {} : answerOf(data, predictions)) }));
  }
  return rowsText([...rows, ...more.map((row) => JSON.stringify(row))]);
}

/** A file of rows, one per line. */
export function rowsText(rows: readonly string[]): string {
  return `{"rows":[\n${rows.join(',\n')}\n]}\n`;
}

function spread(rows: readonly number[]): number[] {
  const count = Math.min(rowsRecorded, rows.length);
  return Array.from({ length: count }, (_, index) => rows[Math.floor((index * rows.length) / count)] as number);
}

async function predictRow(model: Model, row: Float64Array): Promise<Predictions | undefined> {
  try {
    return await model.predict(row, 1);
  } catch (cause) {
    if (cause instanceof ModelInputError) return undefined;
    throw cause;
  }
}

function featuresOf(data: TrainingData, row: number): Record<string, string | number | null> {
  const { features } = data.contract;
  return Object.fromEntries(
    features.map(({ name, type, values = [] }, index) => {
      const cell = rowOf(data, row)[index] ?? Number.NaN;
      if (Number.isNaN(cell)) return [name, null];
      return [name, type === 'numeric' ? cell : (values[cell] ?? data.unknown?.get(row * features.length + index) ?? null)];
    }),
  );
}

function answerOf({ contract: { classes } }: TrainingData, { values, probabilities }: Predictions) {
  const [value = Number.NaN] = values;
  if (classes.length === 0) return { prediction: value };
  const shares =
    probabilities === undefined ? {} : { probabilities: Object.fromEntries(classes.map((name, index) => [name, probabilities[index]])) };
  return { prediction: classes[value], ...shares };
}
