import { nameList } from '../../contract/nameList.ts';
import { columnFrom } from '../columns/column.ts';
import { inputError } from '../columns/inputError.ts';
import { isMissing } from '../columns/level.ts';
import { unknownLevel } from '../columns/levelLookup.ts';
import type { CompileTransform } from '../step.ts';
import { type EncoderColumn, encoderColumns } from './encoderCategories.ts';

/** The index of a category; missing and unknown values have numbers of their own. */
export const ordinalEncoder: CompileTransform = (input) => {
  const { fields, scope } = input;
  const unknown = fields.choice('handle_unknown', ['error', 'use_encoded_value'], 'error');
  const unknownValue = unknown === 'error' ? Number.NaN : numberOrMissing(fields.value('unknown_value'));
  const missingValue = numberOrMissing(fields.value('encoded_missing_value'));
  const encoders = encoderColumns(input);
  const compute = encoders.map((encoder) => {
    const missing = encoder.levels.findIndex(isMissing);
    const predictsUnseen = scope.predictsUnseen(encoder.column.inputs[0] ?? 0);
    return (cell: number, row: number): number => {
      const index = encoder.find(cell);
      if (index !== unknownLevel) return index === missing ? missingValue : (encoder.grouped?.[index] ?? index);
      if (unknown === 'error' && predictsUnseen) return missingValue;
      if (unknown === 'error') {
        throw inputError(`expected one of the categories ${nameList(encoder.levels)}, got another value`, {
          row,
          column: encoder.column,
          scope,
        });
      }
      return unknownValue;
    };
  });
  return encodeCells(encoders, compute);
};

function numberOrMissing(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function encodeCells(encoders: readonly EncoderColumn[], compute: readonly ((cell: number, row: number) => number)[]) {
  const width = encoders.length;
  return {
    columns: encoders.map(({ column }) => columnFrom(column, column.name)),
    apply: (rows: Float64Array, count: number) => {
      const cells = new Float64Array(count * width);
      for (let place = 0; place < cells.length; place++) {
        cells[place] = compute[place % width]?.(rows[place] as number, Math.floor(place / width)) ?? Number.NaN;
      }
      return cells;
    },
  };
}
