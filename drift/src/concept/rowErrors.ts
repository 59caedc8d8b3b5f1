import type { Column } from '@modelmonitor/tables';
import type { LabelledSide, Task } from './labelledSide.ts';

/** Errors of the rows that have one, in the order of the rows. */
export interface RowErrors {
  /** Positions in the table. */
  readonly rows: Int32Array;
  /** 1 for a wrong class and 0 for the right one; |prediction − label| for a number. */
  readonly errors: Float64Array;
}

/**
 * The model's error on each row that has a prediction and a label.
 *
 * Rows where either is missing, or where the absolute error is not finite, are left out. Classes are compared as text, numbers as numbers: 1, "1" and "1.0" are one class.
 */
export function rowErrors(task: Task, { prediction, label }: LabelledSide): RowErrors {
  const errorAt = task === 'classification' ? classErrors(prediction, label) : absoluteErrors(prediction, label);
  const [rows, errors]: [number[], number[]] = [[], []];
  for (let row = 0; row < label.values.length; row++) {
    const error = errorAt(row);
    if (!Number.isFinite(error)) continue;
    rows.push(row);
    errors.push(error);
  }
  return { rows: Int32Array.from(rows), errors: Float64Array.from(errors) };
}

/** The errors at positions of another order or a part of the rows. */
export function errorsAt({ rows, errors }: RowErrors, positions: ArrayLike<number>): RowErrors {
  return {
    rows: Int32Array.from(positions, (position) => rows[position] as number),
    errors: Float64Array.from(positions, (position) => errors[position] as number),
  };
}

function absoluteErrors(prediction: Column, label: Column): (row: number) => number {
  const [predicted, actual] = [numberAt(prediction), numberAt(label)];
  return (row) => Math.abs(predicted(row) - actual(row));
}

function classErrors(prediction: Column, label: Column): (row: number) => number {
  const [predicted, actual] = [classAt(prediction), classAt(label)];
  return (row) => {
    const [a, b] = [predicted(row), actual(row)];
    if (a === null || b === null) return Number.NaN;
    return a === b ? 0 : 1;
  };
}

function numberAt(column: Column): (row: number) => number {
  if (column.type === 'numeric') return (row) => column.values[row] ?? Number.NaN;
  return (row) => numberOf(column.values[row] ?? null);
}

function classAt(column: Column): (row: number) => string | number | null {
  if (column.type === 'numeric') return (row) => finiteOrNull(column.values[row]);
  const known = new Map<string, string | number>();
  return (row) => {
    const value = column.values[row] ?? null;
    if (value === null) return null;
    const found = known.get(value) ?? finiteOrNull(numberOf(value)) ?? value;
    known.set(value, found);
    return found;
  };
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** Text that is no number, the empty one too, is NaN. */
function numberOf(text: string | null): number {
  return text === null || text.trim() === '' ? Number.NaN : Number(text);
}
