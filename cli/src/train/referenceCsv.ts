import type { Predictions } from '@modelmonitor/models';
import { csvLine } from './csvLine.ts';
import { leafDecimals } from './leafDecimals.ts';
import { rowOf, type TrainingData } from './trainingData.ts';

/** The lines of a reference file. */
export interface ReferenceLines {
  readonly header: string;
  readonly rows: readonly string[];
}

type Cell = string | number | null;

/** Columns that are added to those of the data: their names, and the cells of a row. */
interface PredictionColumns {
  readonly names: readonly string[];
  readonly cells: (row: number) => readonly Cell[];
}

/** Enough to distinguish the shares of votes of some thousand trees. */
const probabilityDecimals = 4;

/**
 * The reference data of drift checks: features, target, and the prediction for each row as `prediction` and, for classification, as
 * `probability_CLASS` for each class.
 *
 * The predictions must be out of sample: only then do they show the distribution and the quality of predictions on new data. NaN is an
 * empty cell. A column is not added if the data has a column of that name; of probabilities all or none are added.
 */
export function referenceCsv(data: TrainingData, predictions: Predictions): ReferenceLines {
  const { features, classes } = data.contract;
  const hasTarget = data.target.some((value) => !Number.isNaN(value));
  const names = [...features.map(({ name }) => name), ...(hasTarget ? [data.targetName] : [])];
  const added = [predictionColumn(data, predictions), probabilityColumns(data, predictions)].filter((columns) =>
    columns.names.every((name) => !names.includes(name)),
  );
  const rows = data.target.map((target, row) => {
    const given = Array.from(rowOf(data, row), (value, index) =>
      Number.isNaN(value) ? null : (features[index]?.values?.[value] ?? data.unknown?.get(row * features.length + index) ?? value),
    );
    const actual = classes.length > 0 ? (classes[target] ?? null) : Number.isNaN(target) ? null : target;
    return csvLine([...given, ...(hasTarget ? [actual] : []), ...added.flatMap(({ cells }) => cells(row))]);
  });
  return { header: csvLine([...names, ...added.flatMap((columns) => columns.names)]), rows };
}

function predictionColumn({ contract: { classes }, target }: TrainingData, { values }: Predictions): PredictionColumns {
  const decimals = leafDecimals(target);
  const cell = (value: number): Cell => (classes.length > 0 ? (classes[value] ?? null) : round(value, decimals));
  return { names: ['prediction'], cells: (row) => [cell(values[row] ?? Number.NaN)] };
}

function probabilityColumns({ contract: { classes } }: TrainingData, { probabilities }: Predictions): PredictionColumns {
  if (probabilities === undefined) return { names: [], cells: () => [] };
  return {
    names: classes.map((name) => `probability_${name}`),
    cells: (row) => classes.map((_, index) => round(probabilities[row * classes.length + index] ?? Number.NaN, probabilityDecimals)),
  };
}

function round(value: number, decimals: number): Cell {
  return Number.isNaN(value) ? null : Number(value.toFixed(decimals));
}
