import { columnFrom } from '../columns/column.ts';
import { unknownLevel } from '../columns/levelLookup.ts';
import { isPy } from '../schema/pyValue.ts';
import type { CompileTransform } from '../step.ts';
import { encoderColumns } from './encoderCategories.ts';

/** The mean of the target of each category, per class where it has several; that of all rows for other values. */
export const targetEncoder: CompileTransform = (input) => {
  const { fields } = input;
  const encoders = encoderColumns(input);
  const isMulticlass = fields.value('target_type_') === 'multiclass';
  const means = fields.numbers('target_mean_');
  const per = isMulticlass ? means.length : 1;
  const encodings = fields.list('encodings_').map((list, index) => {
    const { levels } = encoders[Math.floor(index / per)] ?? { levels: [] };
    if (!isPy(list, 'array') || list.array.numbers.length !== levels.length)
      throw fields.refusal(`encodings_[${index}]: expected ${levels.length} numbers`);
    return list.array.numbers;
  });
  if (encodings.length !== encoders.length * per) throw fields.mismatch('encodings_', `${encoders.length * per} lists`);
  const width = encodings.length;
  return {
    columns: encodings.map((_, index) => {
      const { column } = encoders[Math.floor(index / per)] as (typeof encoders)[number];
      return columnFrom(column, per === 1 || column.name === undefined ? column.name : `${column.name}_${index % per}`);
    }),
    apply: (rows, count) => {
      const cells = new Float64Array(count * width);
      for (let place = 0; place < cells.length; place++) {
        const [row, index] = [Math.floor(place / width), place % width];
        const feature = Math.floor(index / per);
        const code = encoders[feature]?.find(rows[row * encoders.length + feature] as number) ?? unknownLevel;
        cells[place] = code === unknownLevel ? (means[index % per] as number) : (encodings[index]?.[code] as number);
      }
      return cells;
    },
  };
};
