import {
  distinctSketch,
  type FrequentSketch,
  isExactFrequent,
  isExactSketch,
  mergedDistinct,
  mergedFrequent,
  mergedMoments,
  mergedSketch,
  momentsOf,
} from '@modelmonitor/stats';
import { DriftDataError } from '../errors.ts';
import { categoryFinder } from '../values/categories.ts';
import { alignProfiles, valuesIn } from './alignProfiles.ts';
import { type ColumnBudget, columnBudget } from './columnBudget.ts';
import { fitColumns } from './fitColumns.ts';
import { mergedNature, natureOf } from './natureOf.ts';
import type { CategoricalProfile, ColumnProfile, NumericProfile, Profile } from './profile.ts';
import { mergedTexts } from './textSketches.ts';
import { unknownColumn } from './unknownColumn.ts';

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
 * @param given at least one, each with the same columns
 * @throws DriftDataError when a column is not in all profiles, or not of the same type
 */
export function mergeProfiles(given: readonly Profile[], options: MergeOptions = {}): Profile {
  if (given.length === 0) throw new DriftDataError('expected at least one profile to merge, got none');
  const names = options.names ?? given.map((_, index) => `profile ${index + 1}`);
  const [first, ...others] = alignProfiles(given, names) as [Profile, ...Profile[]];
  const budget = options.budget ?? columnBudget(first.columns.length);
  const columns = first.columns.map((column) => others.reduce((merged, other) => mergedColumn(merged, columnOf(other, merged)), column));
  return {
    rows: given.reduce((rows, profile) => rows + profile.rows, 0),
    columns: fitColumns(columns, budget),
  };
}

function columnOf({ columns }: Profile, column: ColumnProfile): ColumnProfile {
  return columns.find(({ name }) => name === column.name) ?? column;
}

function mergedColumn(one: ColumnProfile, other: ColumnProfile): ColumnProfile {
  const missing = one.missing + other.missing;
  const reason = one.reason ?? other.reason;
  if (reason !== undefined) return unknownColumn({ name: one.name, rows: missing + valuesIn(one) + valuesIn(other), missing, reason });
  const odd = (one.odd ?? 0) + (other.odd ?? 0);
  return { ...mergedValues(one, other), missing, ...(odd === 0 ? {} : { odd }) };
}

function mergedValues(one: ColumnProfile, other: ColumnProfile): ColumnProfile {
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
  return { ...one, infinite, moments, sketch };
}

function mergedCategories(one: CategoricalProfile, other: CategoricalProfile): CategoricalProfile {
  const frequent = mergedFrequent(one.frequent, one.type === 'truth' ? spelledAs(one.frequent, other.frequent) : other.frequent);
  const { distinct: _known, texts: _texts, ...rest } = one;
  const merged = { ...rest, frequent };
  if (one.distinct === undefined && other.distinct === undefined && isExactFrequent(frequent)) {
    return {
      ...merged,
      nature: natureOf(
        frequent.counts,
        one.type,
        [one, other].some(({ nature }) => nature === 'time'),
      ),
    };
  }
  const nature = mergedNature(one, other);
  const texts = nature === 'text' ? mergedTexts(one, other) : undefined;
  const distinct = mergedDistinct(distinctOf(one), distinctOf(other));
  return { ...merged, nature, distinct, ...(texts === undefined ? {} : { texts }) };
}

/** Truth values in the spelling of the first profile: True and TRUE are one. */
function spelledAs({ counts: known }: FrequentSketch, other: FrequentSketch): FrequentSketch {
  const find = categoryFinder([...known.keys()]);
  const counts = new Map<string, number>();
  for (const [text, count] of other.counts) {
    const found = find(text);
    const name = found !== undefined && 'name' in found ? found.name : text;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return { ...other, counts };
}

function distinctOf({ distinct, frequent }: CategoricalProfile): Uint8Array {
  return distinct ?? distinctSketch(frequent.counts.keys());
}
