import { columnNature, natureToCompare } from '../columns/columnNature.ts';
import type { CategoricalProfile } from './profile.ts';

type Nature = CategoricalProfile['nature'];

/**
 * What categories of a type look like, all of them known.
 *
 * @param mayBeTimes whether they are times if they look so; a user may want dates as categories, which are texts where they hardly repeat
 */
export function natureOf(counts: ReadonlyMap<string, number>, type: CategoricalProfile['type'], mayBeTimes: boolean): Nature {
  if (type !== 'categorical') return type === 'time' ? 'time' : 'categories';
  const rows = counts.values().reduce((sum, count) => sum + count, 0);
  const column = { type: 'categorical', rows, missing: 0, infinite: 0, counts } as const;
  const nature = mayBeTimes ? columnNature(column) : natureToCompare(column);
  return nature === 'categories' || nature === 'time' ? nature : 'text';
}

/** What two columns look like together when not every category is known any more. */
export function mergedNature(one: CategoricalProfile, other: CategoricalProfile): Nature {
  if (one.frequent.rows === 0) return other.nature;
  if (other.frequent.rows === 0 || one.nature === other.nature) return one.nature;
  return one.nature === 'text' || other.nature === 'text' ? 'text' : 'categories';
}
