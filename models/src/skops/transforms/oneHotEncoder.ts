import { nameList } from '../../contract/nameList.ts';
import { columnFrom } from '../columns/column.ts';
import { inputError } from '../columns/inputError.ts';
import { unknownLevel } from '../columns/levelLookup.ts';
import { isPy } from '../schema/pyValue.ts';
import type { CompileTransform, StepInput } from '../step.ts';
import { type EncoderColumn, encoderColumns, groupNames, groupOf } from './encoderCategories.ts';

/** One column of 0 and 1 per category; a dropped category has none. */
export const oneHotEncoder: CompileTransform = (input) => {
  const { fields, columns, scope } = input;
  const unknown = fields.choice('handle_unknown', ['error', 'ignore', 'infrequent_if_exist', 'warn'], 'error');
  const encoders = encoderColumns(input);
  const drops = groupsToDrop(input, encoders);
  const starts = new Int32Array(columns.length);
  let width = 0;
  encoders.forEach(({ count }, index) => {
    starts[index] = width;
    width += count - (drops[index] === undefined ? 0 : 1);
  });
  const placeOf = encoders.map((encoder, index) => {
    const [start, drop, rare] = [starts[index] as number, drops[index], encoder.rare];
    const predictsUnseen = unknown === 'error' && scope.predictsUnseen(encoder.column.inputs[0] ?? 0);
    const forUnknown = unknown === 'infrequent_if_exist' || unknown === 'warn' ? (rare ?? unknownLevel) : unknownLevel;
    return (cell: number, row: number): number => {
      let group = groupOf(encoder, cell);
      if (group === unknownLevel && predictsUnseen) group = groupOf(encoder, Number.NaN);
      if (group === unknownLevel && unknown === 'error' && !predictsUnseen) {
        throw inputError(`expected one of the categories ${nameList(encoder.levels)}, got another value`, {
          row,
          column: encoder.column,
          scope,
        });
      }
      if (group === unknownLevel) group = forUnknown;
      if (group === unknownLevel || group === drop) return -1;
      return start + group - (drop !== undefined && group > drop ? 1 : 0);
    };
  });
  return {
    columns: encoders.flatMap((encoder, index) => {
      const names = groupNames(encoder).filter((_, group) => group !== drops[index]);
      return names.map((name) => columnFrom(encoder.column, `${encoder.column.name ?? `x${index}`}_${name}`));
    }),
    apply: (rows, count) => {
      const cells = new Float64Array(count * width);
      for (let row = 0; row < count; row++) {
        for (let column = 0; column < placeOf.length; column++) {
          const place = placeOf[column]?.(rows[row * placeOf.length + column] as number, row) ?? -1;
          if (place >= 0) cells[row * width + place] = 1;
        }
      }
      return cells;
    },
  };
};

/** Per column: the index, after grouping, of the category without a column. */
function groupsToDrop({ fields }: StepInput, encoders: readonly EncoderColumn[]): readonly (number | undefined)[] {
  // Up to 1.1 the one field of the two is after grouping, too.
  const name = fields.value('_drop_idx_after_grouping') === undefined ? 'drop_idx_' : '_drop_idx_after_grouping';
  if (!fields.has(name)) return encoders.map(() => undefined);
  const dropped = fields.list(name);
  return encoders.map(({ count }, index) => {
    const drop = dropped[index];
    if (drop === null || drop === undefined || isPy(drop, 'object')) return undefined;
    if (Number.isInteger(drop) && (drop as number) >= 0 && (drop as number) < count) return drop as number;
    throw fields.refusal(`${name}[${index}]: expected the index of one of ${count} categories, got ${JSON.stringify(drop)}`);
  });
}
