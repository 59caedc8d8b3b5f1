import { printable } from '@modelmonitor/api/plain';
import type { ClassificationScores, RegressionScores } from '@modelmonitor/stats';
import { displayWidth } from '../output/displayWidth.ts';
import type { TestScores } from './trainModel.ts';

/** Scores as text: figures, and for a classification the confusion matrix. Ends with a line feed. */
export function scoreText(scores: TestScores, classes: readonly string[]): string {
  return 'classification' in scores ? classificationText(scores.classification, classes) : regressionText(scores.regression);
}

function classificationText({ accuracy, macroF1, confusion }: ClassificationScores, classes: readonly string[]): string {
  const names = classes.map(printable);
  const table = [['', ...names], ...confusion.map((counts, index) => [names[index] ?? '', ...counts.map(String)])];
  return `${figures({ accuracy: accuracy.toFixed(4), 'macro F1': macroF1.toFixed(4) })}
confusion matrix (one row per actual class, one column per predicted class)
${alignColumns(table)}`;
}

function regressionText({ meanAbsoluteError, rootMeanSquaredError, rSquared }: RegressionScores): string {
  return figures({
    MAE: String(Number(meanAbsoluteError.toPrecision(4))),
    RMSE: String(Number(rootMeanSquaredError.toPrecision(4))),
    'R²': Number.isNaN(rSquared) ? 'unknown (undefined for one row)' : rSquared.toFixed(4),
  });
}

function figures(named: Readonly<Record<string, string>>): string {
  return Object.entries(named)
    .map(([name, figure]) => `  ${name.padEnd(10)}${figure}\n`)
    .join('');
}

/** Columns of equal width: the first to the left, the others to the right. */
function alignColumns(cells: readonly (readonly string[])[]): string {
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => displayWidth(row[column] ?? ''))));
  const gap = (cell: string, column: number) => ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell + gap(cell, column) : gap(cell, column) + cell)).join('  ');
  return cells.map((row) => `  ${line(row).trimEnd()}\n`).join('');
}
