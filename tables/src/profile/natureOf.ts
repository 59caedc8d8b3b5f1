import { natureOf as natureOfTexts } from '../values/nature.ts';
import type { CategoricalProfile } from './profile.ts';

type Nature = CategoricalProfile['nature'];

/** What categories look like, all of them known. */
export function natureOf(counts: ReadonlyMap<string, number>): Nature {
  const nature = natureOfTexts(counts);
  return nature === 'identifier' ? 'text' : nature;
}

/** What two columns look like together when not every category is known any more. */
export function mergedNature(one: CategoricalProfile, other: CategoricalProfile): Nature {
  if (one.frequent.rows === 0) return other.nature;
  if (other.frequent.rows === 0 || one.nature === other.nature) return one.nature;
  return one.nature === 'text' || other.nature === 'text' ? 'text' : 'categories';
}
