import { csvLine } from './csvLine.ts';
import { leafDecimals } from './leafDecimals.ts';
import { rowOf, type TrainingData } from './trainingData.ts';

/** The lines of a reference file. */
export interface ReferenceLines {
  readonly header: string;
  readonly rows: readonly string[];
}

/** Name of the column that holds the model's own predictions. */
const predictionColumn = 'prediction';

/**
 * The data a drift check compares traffic with: features, target, and what the model predicts for each row.
 *
 * The model has seen most of these rows in training, so its predictions here are better than on new data; they tell how often it
 * predicts what, not how well. The column is left out when the data have one of that name.
 *
 * @param predictions one per row: the class index or the value
 */
export function referenceCsv(data: TrainingData, predictions: ArrayLike<number>): ReferenceLines {
  const { features, classes } = data.contract;
  const names = [...features.map(({ name }) => name), data.targetName];
  const hasPrediction = !names.includes(predictionColumn);
  const decimals = leafDecimals(data.target);
  const answer = (value: number) => (classes.length > 0 ? (classes[value] ?? '') : Number(value.toFixed(decimals)));
  const rows = data.target.map((target, row) => {
    const given = Array.from(rowOf(data, row), (value, index) => features[index]?.values?.[value] ?? value);
    const actual = classes.length > 0 ? (classes[target] ?? '') : target;
    return csvLine([...given, actual, ...(hasPrediction ? [answer(predictions[row] ?? Number.NaN)] : [])]);
  });
  return { header: csvLine([...names, ...(hasPrediction ? [predictionColumn] : [])]), rows };
}
