/** Whole numbers with at most this many distinct values are categories (Evidently 0.7.21, `infer_column_type`). */
const LARGEST_INTEGER_CARDINALITY = 10;

/**
 * How often each of few whole numbers occurs; NaN is skipped.
 *
 * @returns undefined when a number is not whole, or they are too many
 * @example
 * countWhole(Float64Array.of(1, 2, 1)) // => Map { 1 => 2, 2 => 1 }
 */
export function countWhole(numbers: Float64Array): ReadonlyMap<number, number> | undefined {
  const values: number[] = [];
  const counts: number[] = [];
  for (const value of numbers) {
    // A search among ten is faster than a map.
    const found = values.indexOf(value);
    if (found >= 0) counts[found] = (counts[found] as number) + 1;
    else if (!Number.isNaN(value)) {
      if (!Number.isSafeInteger(value) || values.push(value) > LARGEST_INTEGER_CARDINALITY) return undefined;
      counts.push(1);
    }
  }
  return values.length === 0 ? undefined : new Map(values.map((value, index) => [value, counts[index] as number]));
}
