import { unlistedRows } from '@modelmonitor/stats';
import type { PreparedCategories, PreparedColumn } from '../columns/preparedColumn.ts';
import { numbersOfIntegers } from './numbersOfIntegers.ts';
import { otherCategory, preparedFromProfile } from './preparedFromProfile.ts';
import type { CategoricalProfile, ColumnProfile } from './profile.ts';

/** Both sides of a column whose reference is a profile, ready for a method. */
export interface ProfilePair {
  readonly reference: PreparedColumn;
  readonly current: PreparedColumn;
  /** Why no method can compare them; absent when one can. */
  readonly reason?: string;
}

/**
 * Makes both sides of a column comparable. When the profile does not list every category, those it does not list are one category on both
 * sides: a new category among them is then no new one, and shows only by the size of that one.
 *
 * @param current the column as it was read, the way the profile's `readTypes` say
 */
export function pairWithProfile(column: ColumnProfile, current: PreparedColumn): ProfilePair {
  const asNumbers = column.type !== 'numeric' && current.type === 'numeric' ? numbersOfIntegers(column) : undefined;
  const known = asNumbers ?? column;
  const reference = preparedFromProfile(known);
  if (reference.type !== current.type) return { reference, current, reason: typeReason(column, current) };
  if (known.type === 'numeric' || current.type === 'numeric' || unlistedRows(known.frequent) === 0) return { reference, current };
  if (known.nature === 'categories') return { reference, current: folded(known, current) };
  return known.nature === 'text' && known.texts === undefined ? { reference, current, reason: NO_TEXTS } : { reference, current };
}

const NO_TEXTS = 'the reference is a profile merged of others, which kept no texts nor what they are made of';

function typeReason({ name, type }: ColumnProfile, current: PreparedColumn): string {
  const kind = type === 'numeric' ? type : 'categorical';
  const remedy = `make the profile again with modelmonitor profile --types ${name}=${current.type}`;
  return `the column is ${kind} in the profile and ${current.type} in the current data: ${remedy}`;
}

function folded(column: CategoricalProfile, current: PreparedCategories): PreparedCategories {
  const counts = new Map<string, number>();
  const other = otherCategory(column);
  for (const [category, count] of current.counts) {
    const name = column.frequent.counts.has(category) ? category : other;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return { ...current, counts };
}
