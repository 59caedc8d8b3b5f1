import { ownValue } from '@modelmonitor/api/plain';
import { isExactFrequent, momentsOf, sketchOfSorted } from '@modelmonitor/stats';
import type { ReadType } from '../readType.ts';
import type { CategoricalProfile, NumericProfile, Profile } from './profile.ts';

/** A profile whose columns are numbers where the types say so and the profile has all of them, as categories that are whole numbers. */
export function profileAsTyped({ rows, columns }: Profile, types: Readonly<Record<string, ReadType>>): Profile {
  return {
    rows,
    columns: columns.map(
      (column) =>
        (column.type !== 'numeric' && ownValue(types, column.name) === 'numeric' ? numbersOfIntegers(column) : undefined) ?? column,
    ),
  };
}

/**
 * Categories that are whole numbers as the numbers they are, exactly. A column of few whole numbers is categorical unless a user declares
 * otherwise, and what it is compared with may be declared.
 *
 * @returns undefined when the categories are no whole numbers, or not all of them are known
 */
export function numbersOfIntegers({ name, type, missing, frequent }: CategoricalProfile): NumericProfile | undefined {
  if (type !== 'integer' || !isExactFrequent(frequent)) return undefined;
  const sorted = new Float64Array(frequent.rows);
  let row = 0;
  for (const [category, count] of frequent.counts) {
    sorted.fill(Number(category), row, row + count);
    row += count;
  }
  if (sorted.some((value) => !Number.isFinite(value))) return undefined;
  const sketch = sketchOfSorted(sorted.sort());
  return { name, type: 'numeric', missing, infinite: { negative: 0, positive: 0 }, moments: momentsOf(sketch), sketch };
}
