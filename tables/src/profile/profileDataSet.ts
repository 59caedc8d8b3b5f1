import { emptyColumn } from '../columns/prepareColumn.ts';
import type { DataSet } from '../dataSet.ts';
import type { ReadType } from '../readType.ts';
import { valuesIn } from './alignProfiles.ts';
import { prepareProfileColumn } from './prepareProfileColumn.ts';
import type { ColumnProfile, Profile } from './profile.ts';
import { numbersOfIntegers } from './profileAsTyped.ts';

/** A profile as a side of a comparison. */
export function profileDataSet({ rows, columns }: Profile): DataSet {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return {
    kind: 'profile',
    rows,
    columns: columns.map(({ name, type }) => ({ name, type: type === 'numeric' ? 'numeric' : 'categorical' })),
    look: (name) => {
      const column = byName.get(name);
      if (column === undefined) return undefined;
      const { reason } = column;
      return {
        type: typeOf(column),
        isFixed: true,
        ...(column.type === 'integer' ? { alsoFits: 'numeric' as const } : {}),
        ...(valuesIn(column) === 0 ? { isEmpty: true } : {}),
        ...(reason === undefined ? {} : { reason }),
      };
    },
    column: (name, type) => {
      const column = byName.get(name);
      if (column === undefined) return undefined;
      if (valuesIn(column) === 0) return emptyColumn(type === 'numeric' ? type : 'categorical', rows);
      const asNumbers = type === 'numeric' && column.type !== 'numeric' ? numbersOfIntegers(column) : undefined;
      return prepareProfileColumn(asNumbers ?? column);
    },
  };
}

/** How a table is read that is compared with a profile, by column; columns without a value, or with none that can be used, can be anything. */
export function readTypes({ columns }: Profile): Record<string, ReadType> {
  const known = columns.filter((column) => column.reason === undefined && valuesIn(column) > 0);
  return Object.fromEntries(known.map((column) => [column.name, typeOf(column)]));
}

function typeOf(column: ColumnProfile): ReadType {
  return column.type !== 'numeric' && column.nature === 'time' ? 'time' : column.type;
}
