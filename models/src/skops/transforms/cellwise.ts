import { type Column, columnFrom } from '../columns/column.ts';
import { numericInput } from '../columns/numericInput.ts';
import type { StepInput, Transform } from '../step.ts';

/** A transformer that computes each cell from the cell alone. @param at the function of a column, by its index */
export function cellwise({ fields, columns, scope }: StepInput, at: (column: number) => (cell: number) => number): Transform {
  checkWidth(columns, fields);
  const numbers = numericInput(columns, scope);
  const functions = columns.map((_, index) => at(index));
  const width = columns.length;
  return {
    columns: columns.map((column) => columnFrom(column, column.name)),
    apply: (rows, count) => {
      const cells = Float64Array.from(numbers(rows, count));
      for (let column = 0; column < width; column++) {
        const compute = functions[column] as (cell: number) => number;
        for (let place = column; place < count * width; place += width) cells[place] = compute(cells[place] as number);
      }
      return cells;
    },
  };
}

/** @throws ModelFormatError when an estimator was fitted on another number of columns than it is given */
export function checkWidth(columns: readonly Column[], fields: StepInput['fields']): void {
  if (!fields.has('n_features_in_')) return;
  const width = fields.count('n_features_in_');
  if (width !== columns.length)
    throw fields.refusal(`n_features_in_: the model gives it ${columns.length} columns, it was fitted on ${width}`);
}
