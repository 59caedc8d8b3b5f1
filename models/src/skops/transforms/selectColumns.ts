import type { Column } from '../columns/column.ts';
import type { Transform } from '../step.ts';

/** Some columns, by index, in the order given. */
export function selectColumns(columns: readonly Column[], places: readonly number[]): Transform {
  const width = columns.length;
  const isAll = places.length === width && places.every((place, index) => place === index);
  return {
    columns: places.map((place) => columns[place] as Column),
    apply: (rows, count) => {
      if (isAll) return rows;
      const cells = new Float64Array(count * places.length);
      for (let row = 0; row < count; row++) {
        for (let index = 0; index < places.length; index++) {
          cells[row * places.length + index] = rows[row * width + (places[index] as number)] as number;
        }
      }
      return cells;
    },
  };
}
