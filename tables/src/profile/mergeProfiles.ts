import {
  distinctSketch,
  isExactFrequent,
  isExactSketch,
  mergedDistinct,
  mergedFrequent,
  mergedMoments,
  mergedSketch,
  momentsOf,
} from '@modelmonitor/stats';
import { DriftDataError } from '../errors.ts';
import { type ColumnBudget, columnBudget } from './columnBudget.ts';
import { fitColumns } from './fitColumns.ts';
import { mergedNature, natureOf } from './natureOf.ts';
import type { CategoricalProfile, ColumnProfile, NumericProfile, Profile } from './profile.ts';
import { mergedTexts } from './textSketches.ts';

export interface MergeOptions {
  /** How much of each column is kept; an equal part of 300 kB when absent. */
  readonly budget?: ColumnBudget;
  /** What the profiles are called in messages; their position when absent. */
  readonly names?: readonly string[];
}

/**
 * The profile of several tables' rows together, whatever their order: the same as the profile of all rows when that is exact, else with an
 * error that is stated. Columns stand in the order of the first profile.
 *
 * @param profiles at least one, each with the same columns
 * @throws DriftDataError when a column is not in all profiles, or not of the same type
 */
export function mergeProfiles(profiles: readonly Profile[], options: MergeOptions = {}): Profile {
  const [first, ...others] = profiles;
  if (first === undefined) throw new DriftDataError('expected at least one profile to merge, got none');
  const names = options.names ?? profiles.map((_, index) => `profile ${index + 1}`);
  for (const [index, other] of others.entries()) requireSameColumns(first, other, [names[0] ?? '', names[index + 1] ?? '']);
  const budget = options.budget ?? columnBudget(first.columns.length);
  const columns = first.columns.map((column) => others.reduce((merged, other) => mergedColumn(merged, columnOf(other, merged)), column));
  return {
    rows: profiles.reduce((rows, profile) => rows + profile.rows, 0),
    columns: fitColumns(columns, budget),
  };
}

function requireSameColumns(first: Profile, other: Profile, [firstName, otherName]: readonly [string, string]): void {
  const known = new Map(other.columns.map(({ name, type }) => [name, type]));
  for (const { name, type } of first.columns) {
    const otherType = known.get(name);
    const quoted = JSON.stringify(name);
    if (otherType === undefined)
      throw new DriftDataError(`expected the same columns in all profiles: ${quoted} of ${firstName} is not in ${otherName}`);
    if (otherType !== type) {
      throw new DriftDataError(
        `expected the same types in all profiles: ${quoted} is ${type} in ${firstName} and ${otherType} in ${otherName}`,
      );
    }
    known.delete(name);
  }
  for (const name of known.keys()) {
    throw new DriftDataError(`expected the same columns in all profiles: ${JSON.stringify(name)} of ${otherName} is not in ${firstName}`);
  }
}

function columnOf({ columns }: Profile, column: ColumnProfile): ColumnProfile {
  return columns.find(({ name }) => name === column.name) ?? column;
}

function mergedColumn(one: ColumnProfile, other: ColumnProfile): ColumnProfile {
  if (one.type === 'numeric') return other.type === 'numeric' ? mergedNumbers(one, other) : one;
  return other.type === 'numeric' ? one : mergedCategories(one, other);
}

function mergedNumbers(one: NumericProfile, other: NumericProfile): NumericProfile {
  const sketch = mergedSketch(one.sketch, other.sketch);
  const infinite = {
    negative: one.infinite.negative + other.infinite.negative,
    positive: one.infinite.positive + other.infinite.positive,
  };
  // Computed from the values while every value is known, so that the order of parts leaves no trace in the last digits.
  const moments = isExactSketch(sketch) ? momentsOf(sketch) : mergedMoments(one.moments, other.moments);
  return { ...one, missing: one.missing + other.missing, infinite, moments, sketch };
}

function mergedCategories(one: CategoricalProfile, other: CategoricalProfile): CategoricalProfile {
  const frequent = mergedFrequent(one.frequent, other.frequent);
  const { distinct: _known, texts: _texts, ...rest } = one;
  const merged = { ...rest, missing: one.missing + other.missing, frequent };
  if (one.distinct === undefined && other.distinct === undefined && isExactFrequent(frequent)) {
    return { ...merged, nature: natureOf(frequent.counts) };
  }
  const nature = mergedNature(one, other);
  const texts = nature === 'text' ? mergedTexts(one, other) : undefined;
  const distinct = mergedDistinct(distinctOf(one), distinctOf(other));
  return { ...merged, nature, distinct, ...(texts === undefined ? {} : { texts }) };
}

function distinctOf({ distinct, frequent }: CategoricalProfile): Uint8Array {
  return distinct ?? distinctSketch(frequent.counts.keys());
}
