import { type Nature, natureOf } from '../values/nature.ts';
import type { PreparedCategories, PreparedColumn } from './prepareColumn.ts';

/** What the values of a column of categories are, by their content; undefined for numbers. */
export function columnNature(side: PreparedColumn): Nature | undefined {
  if (side.type === 'numeric') return undefined;
  return side.nature ?? side.uncounted?.nature ?? natureOf(side.counts);
}

/** The nature of a column that is compared although it may hold times, since a user says so. */
export function natureToCompare(side: PreparedCategories): Nature {
  const nature = columnNature(side);
  if (nature !== 'time') return nature ?? 'categories';
  return side.counts.size > (side.rows - side.missing) / 2 ? 'text' : 'categories';
}
