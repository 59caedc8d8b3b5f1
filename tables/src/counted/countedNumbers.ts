import type { WeightedSample } from '@modelmonitor/stats';
import type { PreparedNumbers } from '../columns/prepareColumn.ts';
import type { EdgeCounts, EdgeQuestion, NumberRange } from './countSource.ts';
import { EdgeList, type EdgeNumbers } from './edgeList.ts';

/** Rows of each bucket that are not at its edge. */
export function rowsBetween({ counts, ties }: EdgeCounts): Float64Array {
  return counts.map((count, index) => count - (ties[index] as number));
}

/** A column that was counted, ready for tests: values between two edges are represented by their mean. */
export function countedNumbers(numbers: EdgeNumbers, range: NumberRange): PreparedNumbers {
  const { rows, missing, infinite } = range;
  const sorted = { ...weightedSample(numbers, range), moments: momentsOf(range) };
  const isComplete = rowsBetween(numbers).every((count) => count === 0);
  return { type: 'numeric', rows, missing, infinite, sorted, counted: { isComplete, isWhole: range.isWhole } };
}

/** A column of which every distinct value was counted. */
export function countedValues(counts: ReadonlyMap<number, number>, range: NumberRange): PreparedNumbers {
  const values = Float64Array.from(counts.keys()).sort();
  const sample = { values, counts: values.map((value) => counts.get(value) ?? 0) };
  const { rows, missing, infinite } = range;
  const sorted = { ...sample, length: rows - missing - infinite, moments: momentsOf(range) };
  return { type: 'numeric', rows, missing, infinite, sorted, counted: { isComplete: true, isWhole: range.isWhole } };
}

/** As of rows in memory: NaN or infinite where sums of differences or of squares are larger than a double. */
function momentsOf({ rows, missing, infinite, minimum, mean, standardDeviation }: NumberRange): NonNullable<WeightedSample['moments']> {
  const values = rows - missing - infinite;
  if (!Number.isFinite((mean - minimum) * values)) return { mean: Number.NaN, standardDeviation: Number.NaN };
  return { mean, standardDeviation: Number.isFinite(standardDeviation ** 2 * values) ? standardDeviation : Number.POSITIVE_INFINITY };
}

/** Values whose rounding errors matter beside the deviation: those of 13 digits in common. */
const FEW_DIGITS = 1e-12;
/** Parts of a row; a power of two, so that sums of such parts are exact. */
const PARTS = 2 ** 20;

function weightedSample(numbers: EdgeNumbers, { standardDeviation }: NumberRange): WeightedSample {
  const { edges, counts, ties } = numbers;
  const between = rowsBetween(numbers);
  const values: number[] = [];
  const rows: number[] = [];
  for (let bucket = 0; bucket < counts.length; bucket++) {
    if ((ties[bucket] as number) > 0) {
      values.push(edges[bucket - 1] as number);
      rows.push(ties[bucket] as number);
    }
    if ((between[bucket] as number) > 0) {
      const [mean, rest] = meanAndRest(numbers, bucket, between[bucket] as number);
      const after = nextNumber(mean, rest < 0 ? -1 : 1);
      const isCoarse = Math.abs(after - mean) > FEW_DIGITS * standardDeviation;
      const moved = isCoarse ? Math.round((rest / (after - mean)) * (between[bucket] as number) * PARTS) / PARTS : 0;
      const both = [
        [mean, (between[bucket] as number) - moved],
        [after, moved],
      ] as const;
      for (const [value, count] of rest < 0 ? both.toReversed() : both) {
        if (count === 0) continue;
        values.push(value);
        rows.push(count);
      }
    }
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(rows), length: rows.reduce((sum, count) => sum + count, 0) };
}

/** The mean of the values between two edges. */
export function meanBetween(numbers: EdgeNumbers, bucket: number, rows: number): number {
  return meanAndRest(numbers, bucket, rows)[0];
}

/**
 * The mean, which rounding must not carry onto one of the edges, and what rounding left out. Of large numbers close together that matters:
 * then a part of the rows is at the next number.
 */
function meanAndRest({ edges, ties, sums, shift, scale }: EdgeNumbers, bucket: number, rows: number): readonly [number, number] {
  const lower = edges[bucket - 1] ?? Number.NEGATIVE_INFINITY;
  const upper = edges[bucket] ?? Number.POSITIVE_INFINITY;
  const atEdge = ties[bucket] === 0 ? 0 : (ties[bucket] as number) * (lower / scale - shift / scale);
  const difference = ((sums[bucket] as number) - atEdge) / rows;
  const [least, most] = [nextNumber(lower, 1), nextNumber(upper, -1)];
  const mean = Math.min(Math.max((difference + shift / scale) * scale, least), most);
  const rest = (difference - (mean / scale - shift / scale)) * scale;
  return mean + rest === mean && nextNumber(mean, rest < 0 ? -1 : 1) >= least && nextNumber(mean, rest < 0 ? -1 : 1) <= most
    ? [mean, rest]
    : [mean, 0];
}

/** The double after a number, or before it. */
export function nextNumber(value: number, direction: 1 | -1): number {
  if (!Number.isFinite(value)) return value;
  if (value === 0) return direction * Number.MIN_VALUE;
  const bits = new BigInt64Array(1);
  const numbers = new Float64Array(bits.buffer);
  numbers[0] = value;
  bits[0] = (bits[0] as bigint) + (value > 0 === direction > 0 ? 1n : -1n);
  return numbers[0] as number;
}

/** Counts with those of a second look, which had more edges within some buckets. */
export function withMoreEdges(numbers: EdgeNumbers, look: Pick<EdgeQuestion, 'edges'>, found: EdgeCounts): EdgeNumbers {
  const list = new EdgeList(numbers.edges.length + look.edges.length, numbers);
  let [first, second] = [0, 0];
  while (first < numbers.edges.length || second < look.edges.length) {
    const [known, added] = [numbers.edges[first] ?? Number.POSITIVE_INFINITY, look.edges[second] ?? Number.POSITIVE_INFINITY];
    if (known === added) first++;
    if (added <= known) list.addFrom(added, found, ++second);
    else list.addFrom(known, numbers, ++first);
  }
  return list.numbers(numbers);
}
