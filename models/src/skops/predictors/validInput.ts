import { inputError } from '../columns/inputError.ts';
import { numericInput } from '../columns/numericInput.ts';
import type { Apply, StepInput } from '../step.ts';
import { checkWidth } from '../transforms/cellwise.ts';

const largestFloat32 = 3.4028235677973366e38;

/**
 * Takes the columns of an estimator as numbers, as its `validate_data` does: no missing value and no infinity unless it
 * accepts them, and nothing beyond float32 where it computes in that.
 *
 * @throws ModelFormatError for columns it does not fit; what is returned throws ModelInputError
 */
export function validInput(
  { fields, columns, scope }: StepInput,
  accepts: { missing?: boolean; float32?: boolean; infinite?: boolean } = {},
): Apply {
  checkWidth(columns, fields);
  const numbers = numericInput(columns, scope);
  const width = columns.length;
  const limit = accepts.float32 ? largestFloat32 : Number.POSITIVE_INFINITY;
  return (rows, count) => {
    const cells = numbers(rows, count);
    for (let place = 0; place < count * width; place++) {
      const cell = cells[place] as number;
      if (Math.abs(cell) < limit) continue;
      if (Number.isNaN(cell) ? accepts.missing : accepts.infinite) continue;
      const column = columns[place % width];
      if (column === undefined) continue;
      const found = Number.isNaN(cell) ? 'a missing value' : accepts.float32 ? 'a value beyond float32' : 'an infinite value';
      throw inputError(`${fields.className} cannot predict a row with ${found}`, { row: Math.floor(place / width), column, scope });
    }
    return cells;
  };
}
