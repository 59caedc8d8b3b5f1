import { frequentSketch, momentsOf, sketchOfSorted, sketchRows } from '@modelmonitor/stats';
import { DriftDataError } from '../errors.ts';
import type { ColumnProfile, Profile } from './profile.ts';
import { profileAsTyped } from './profileAsTyped.ts';

/**
 * Profiles of the same columns in the same types: whole numbers of one are numbers where they are in another, and a column without values
 * has the type of the others.
 *
 * @param names what the profiles are called in messages
 * @throws DriftDataError when a column is not in all profiles, or of another type
 */
export function alignProfiles(profiles: readonly Profile[], names: readonly string[]): Profile[] {
  const [first] = profiles;
  if (first === undefined) return [];
  for (const [index, other] of profiles.entries()) requireSameColumns(first, other, [names[0] ?? '', names[index] ?? '']);
  const numeric = profiles.flatMap(({ columns }) => columns.filter((column) => column.type === 'numeric' && valuesIn(column) > 0));
  const typed = profiles.map((profile) => profileAsTyped(profile, Object.fromEntries(numeric.map(({ name }) => [name, 'numeric']))));
  const types = new Map(first.columns.map(({ name }) => [name, commonType(name, typed, names)]));
  return typed.map(({ rows, columns }) => ({
    rows,
    columns: columns.map((column) => (valuesIn(column) === 0 ? emptyColumn(column, types.get(column.name) ?? column.type) : column)),
  }));
}

/** Rows that are not missing. */
export function valuesIn(column: ColumnProfile): number {
  if (column.type !== 'numeric') return column.frequent.rows;
  return sketchRows(column.sketch) + column.infinite.negative + column.infinite.positive;
}

function requireSameColumns(first: Profile, other: Profile, [firstName, otherName]: readonly [string, string]): void {
  const [known, others] = [first, other].map(({ columns }) => new Set(columns.map(({ name }) => name))) as [Set<string>, Set<string>];
  const missing = known.values().find((name) => !others.has(name));
  const extra = others.values().find((name) => !known.has(name));
  const message = (name: string, one: string, two: string) =>
    new DriftDataError(`expected the same columns in all profiles: ${JSON.stringify(name)} of ${one} is not in ${two}`);
  if (missing !== undefined) throw message(missing, firstName, otherName);
  if (extra !== undefined) throw message(extra, otherName, firstName);
}

/** The type of a column in all profiles that have values of it. */
function commonType(name: string, profiles: readonly Profile[], names: readonly string[]): ColumnProfile['type'] | undefined {
  let found: { type: ColumnProfile['type']; index: number } | undefined;
  for (const [index, { columns }] of profiles.entries()) {
    const column = columns.find((candidate) => candidate.name === name);
    if (column === undefined || column.reason !== undefined || valuesIn(column) === 0) continue;
    if (found !== undefined && found.type !== column.type) {
      const types = `${JSON.stringify(name)} is ${found.type} in ${names[found.index]} and ${column.type} in ${names[index]}`;
      throw new DriftDataError(`expected the same types in all profiles: ${types}`);
    }
    found ??= { type: column.type, index };
  }
  return found?.type;
}

function emptyColumn({ name, missing, odd, reason }: ColumnProfile, type: ColumnProfile['type']): ColumnProfile {
  const shared = { name, missing, ...(odd === undefined ? {} : { odd }), ...(reason === undefined ? {} : { reason }) };
  if (type !== 'numeric') return { ...shared, type, nature: type === 'time' ? 'time' : 'categories', frequent: frequentSketch(new Map()) };
  const sketch = sketchOfSorted(new Float64Array());
  return { ...shared, type, infinite: { negative: 0, positive: 0 }, moments: momentsOf(sketch), sketch };
}
