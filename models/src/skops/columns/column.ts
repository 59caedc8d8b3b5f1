import type { Level } from './level.ts';

/** A column that flows through the steps of a model: numbers, or indices into `levels`. */
export interface Column {
  readonly name?: string;
  /** What its cells stand for: a cell is an index, the list's length for any other value, NaN for a missing one. Absent for numbers. */
  readonly levels?: readonly Level[];
  /** The model's inputs that it depends on, in ascending order. */
  readonly inputs: readonly number[];
  /** Whether it is a sum of functions of single inputs. */
  readonly additive: boolean;
  /** An input of a model that is being described: the first step that uses it decides whether it is a number or a category. */
  readonly open?: boolean;
}

/** A column computed from one other alone. */
export function columnFrom({ inputs, additive }: Column, name: string | undefined): Column {
  return { inputs, additive, ...(name === undefined ? {} : { name }) };
}

/**
 * A column computed from several others.
 *
 * @param linear whether it is a weighted sum of them
 */
export function combinedColumn(columns: readonly Column[], name: string | undefined, linear: boolean): Column {
  const inputs = [...new Set(columns.flatMap((column) => column.inputs))].sort((left, right) => left - right);
  const additive = inputs.length <= 1 || (linear && columns.every((column) => column.additive));
  return { inputs, additive, ...(name === undefined ? {} : { name }) };
}
