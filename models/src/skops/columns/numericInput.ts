import { ModelFormatError } from '../../modelFormatError.ts';
import type { Apply } from '../step.ts';
import type { Column } from './column.ts';
import { inputError } from './inputError.ts';
import { isMissing, levelMeaning } from './level.ts';
import type { Scope } from './scope.ts';

/**
 * Takes columns as numbers. Categories that are numbers or booleans by name count as those.
 *
 * @throws ModelFormatError when the resource has a column as texts; what is returned throws ModelInputError for an unknown category
 */
export function numericInput(columns: readonly Column[], scope: Scope): Apply {
  for (const column of columns) {
    if (column.open) scope.use(column.inputs[0] ?? 0, undefined);
  }
  const tables = columns.map((column) => numberTable(column, scope));
  if (tables.every((table) => table === undefined)) return (rows) => rows;
  const width = columns.length;
  return (rows, count) => {
    const numbers = Float64Array.from(rows);
    tables.forEach((table, place) => {
      if (table === undefined) return;
      for (let row = 0; row < count; row++) {
        const cell = rows[row * width + place] as number;
        if (Number.isNaN(cell)) continue;
        const number = table[cell];
        const column = columns[place] as Column;
        if (number === undefined && !scope.predictsUnseen(column.inputs[0] ?? 0)) {
          throw inputError('the model takes a number, got another category', { row, column, scope });
        }
        numbers[row * width + place] = number ?? Number.NaN;
      }
    });
    return numbers;
  };
}

function numberTable(column: Column, scope: Scope): Float64Array | undefined {
  if (column.levels === undefined) return undefined;
  return Float64Array.from(column.levels, (level) => {
    const number = isMissing(level) ? Number.NaN : Number(levelMeaning(level));
    if (Number.isNaN(number) && !isMissing(level)) {
      const name = scope.inputName(column.inputs[0] ?? 0);
      throw new ModelFormatError(
        `feature "${name}" is categorical in the resource (${JSON.stringify(level)} is no number), numeric in the file`,
      );
    }
    return number;
  });
}
