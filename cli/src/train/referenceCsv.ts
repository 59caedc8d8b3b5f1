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

/** Columns beside those of the data: their names, and the cells of a row. */
interface AnswerColumns {
  readonly names: readonly string[];
  readonly cells: (row: number) => readonly Cell[];
}

/** Enough to tell the shares of votes of some thousand trees apart. */
const probabilityDecimals = 4;

/**
 * The data a drift check compares traffic with: features, target, and what the model answers for each row, as `prediction` and, for a
 * classification, as `probability_CLASS` for each class.
 *
 * The answers are to be those of trees that have not seen the row: then they tell how often the model predicts what, and how well. An
 * answer that is NaN is an empty cell. Answers are left out when the data have a column of that name; of probabilities all or none are.
 */
export function referenceCsv(data: TrainingData, answers: Predictions): ReferenceLines {
  const { features, classes } = data.contract;
  const names = [...features.map(({ name }) => name), data.targetName];
  const added = [predictionColumn(data, answers), probabilityColumns(data, answers)].filter((columns) =>
    columns.names.every((name) => !names.includes(name)),
  );
  const rows = data.target.map((target, row) => {
    const given = Array.from(rowOf(data, row), (value, index) => features[index]?.values?.[value] ?? value);
    const actual = classes.length > 0 ? (classes[target] ?? '') : target;
    return csvLine([...given, actual, ...added.flatMap(({ cells }) => cells(row))]);
  });
  return { header: csvLine([...names, ...added.flatMap((columns) => columns.names)]), rows };
}

function predictionColumn({ contract: { classes }, target }: TrainingData, { values }: Predictions): AnswerColumns {
  const decimals = leafDecimals(target);
  const answer = (value: number): Cell => (classes.length > 0 ? (classes[value] ?? null) : rounded(value, decimals));
  return { names: ['prediction'], cells: (row) => [answer(values[row] ?? Number.NaN)] };
}

function probabilityColumns({ contract: { classes } }: TrainingData, { probabilities }: Predictions): AnswerColumns {
  if (probabilities === undefined) return { names: [], cells: () => [] };
  return {
    names: classes.map((name) => `probability_${name}`),
    cells: (row) => classes.map((_, index) => rounded(probabilities[row * classes.length + index] ?? Number.NaN, probabilityDecimals)),
  };
}

function rounded(value: number, decimals: number): Cell {
  return Number.isNaN(value) ? null : Number(value.toFixed(decimals));
}
