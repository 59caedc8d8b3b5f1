import type { Column } from '@modelmonitor/tables';
import type { LabelledRows } from './labelledRows.ts';

/** Classes above which a classification is not measured: its confusion matrix alone would be larger than a report. */
export const MAX_CLASSES = 500;

/**
 * The classes of all sides: labels, predictions and probability columns; numbers in their order, then words.
 *
 * @returns null when there are more than 500
 */
export function classesOf(sides: readonly LabelledRows[]): string[] | null {
  const classes = new Set<string>();
  for (const { target, prediction, probabilities } of sides) {
    if (probabilities?.kind === 'byClass') for (const name of probabilities.columns.keys()) classes.add(name);
    for (const column of [target, prediction]) {
      if (column === null) continue;
      for (const value of distinct(column)) classes.add(value);
    }
    if (classes.size > MAX_CLASSES) return null;
  }
  return Array.from(classes).sort(byNumberThenText);
}

function distinct(column: Column): Iterable<string> {
  if (column.type === 'numeric') return Array.from(new Set(column.values).values()).filter(Number.isFinite).map(String);
  return Array.from(new Set(column.values)).filter((value) => value !== null);
}

function byNumberThenText(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)];
  if (!Number.isNaN(left) && !Number.isNaN(right) && left !== right) return left - right;
  return a < b ? -1 : 1;
}

/** Class index of each row, −1 where there is none. */
export function classCodes(column: Column, classes: readonly string[]): Int32Array {
  const codes = new Map<string | number | null, number>(classes.map((name, index) => [name, index]));
  if (column.type === 'numeric')
    for (const [index, name] of classes.entries()) if (String(Number(name)) === name) codes.set(Number(name), index);
  const coded = new Int32Array(column.values.length);
  for (let row = 0; row < coded.length; row++) coded[row] = codes.get(column.values[row] as string | number | null) ?? -1;
  return coded;
}
