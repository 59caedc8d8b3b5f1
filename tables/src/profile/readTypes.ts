import type { ReadType } from '../readType.ts';
import type { Profile } from './profile.ts';

/** How a table is read that is compared with a profile, by column. */
export function readTypes({ columns }: Profile): Record<string, ReadType> {
  return Object.fromEntries(columns.map(({ name, type }) => [name, type]));
}
