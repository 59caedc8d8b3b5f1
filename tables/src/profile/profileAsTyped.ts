import type { ReadType } from '../readType.ts';
import { numbersOfIntegers } from './numbersOfIntegers.ts';
import type { Profile } from './profile.ts';

/** A profile with columns as numbers where those are wanted and the profile has all of them, as categories that are whole numbers. */
export function profileAsTyped({ rows, columns }: Profile, types: Readonly<Record<string, ReadType>>): Profile {
  return {
    rows,
    columns: columns.map(
      (column) => (column.type !== 'numeric' && types[column.name] === 'numeric' ? numbersOfIntegers(column) : undefined) ?? column,
    ),
  };
}
