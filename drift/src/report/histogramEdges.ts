import { type SortedSample, valueAt } from '@modelmonitor/stats';

const MOST_BINS = 20;

/**
 * Edges of equal bins over the pooled range, as many as Sturges' rule asks for and at most 20.
 *
 * @param reference finite values in ascending order
 * @param current finite values in ascending order
 * @returns strictly ascending edges, one more than bins; none when both sides are empty
 */
export function histogramEdges(reference: SortedSample, current: SortedSample): number[] {
  const rows = reference.length + current.length;
  if (rows === 0) return [];
  const minimum = Math.min(valueAt(reference, 0) ?? Number.POSITIVE_INFINITY, valueAt(current, 0) ?? Number.POSITIVE_INFINITY);
  const maximum = Math.max(
    valueAt(reference, reference.length - 1) ?? Number.NEGATIVE_INFINITY,
    valueAt(current, current.length - 1) ?? Number.NEGATIVE_INFINITY,
  );
  const bins = Math.min(MOST_BINS, Math.ceil(Math.log2(rows) + 1));
  const edges = Array.from({ length: bins + 1 }, (_, index) => between(minimum, maximum, index / bins));
  const ascending = edges.filter((edge, index) => index === 0 || edge > (edges[index - 1] as number));
  return ascending.length > 1 ? ascending : around(minimum);
}

/** Never the difference of both ends, which overflows for the largest numbers. */
function between(minimum: number, maximum: number, share: number): number {
  return share === 1 ? maximum : minimum * (1 - share) + maximum * share;
}

/** One bin, wide enough for large numbers to tell its edges apart. */
function around(value: number): number[] {
  const half = Math.max(0.5, Math.abs(value) * 1e-3);
  return [Math.max(value - half, -Number.MAX_VALUE), Math.min(value + half, Number.MAX_VALUE)];
}
