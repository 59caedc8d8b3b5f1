import { distinctRuns, iqrFences, robustScale, valueAt, type WeightedSample } from '@modelmonitor/stats';
import { hasMoreValuesThan, type PreparedNumbers } from '@modelmonitor/tables';
import type { EdgeNumbers, NumberRange } from '@modelmonitor/tables/counted';
import { shareEdges } from '../methods/binnedShares.ts';
import type { QualityLimits } from '../quality/qualityCheck.ts';
import { histogramEdges } from '../report/histogramEdges.ts';
import { QUANTILE_STEPS } from '../report/numericSummaries.ts';

/** A reference of at most so many distinct values is compared value by value. */
export const FEW_VALUES = 20;
/** Distinct values of the reference that are sent: beyond, every second one or fewer is left out, and the counts are no longer exact. */
const MOST_EDGES = 2 ** 20;

/** Where the rows of a numeric column are counted. */
export interface EdgePlan {
  readonly edges: Float64Array;
  readonly shift: number;
  readonly scale: number;
  /** Whether every distinct value of the reference is an edge. */
  readonly isExact: boolean;
}

/**
 * The edges that a report of a column depends on: the distinct values of the reference, the smallest and the largest current value, bins and
 * fences.
 */
export function edgePlan(reference: PreparedNumbers, range: NumberRange, limits: QualityLimits): EdgePlan {
  const { minimum, maximum } = range;
  const { values } = distinctRuns(reference.sorted);
  const step = Math.ceil(values.length / MOST_EDGES);
  const sent = step <= 1 ? values : values.filter((_, index) => index % step === 0 || index === values.length - 1);
  const others = [minimum, maximum, ...binEdges(reference, range), ...fences(reference, limits)].filter(Number.isFinite);
  const edges = Float64Array.from(new Set([...sent, ...others.map((edge) => edge + 0)])).sort();
  const largest = Math.max(Math.abs(edges[0] as number), Math.abs(edges.at(-1) as number));
  // Sums of differences of smaller values are finite for any number of rows.
  const scale = largest < LARGEST_UNSCALED ? 1 : 2 ** Math.ceil(Math.log2(largest));
  return {
    edges,
    shift: values.length === 0 ? minimum : middleOf(reference),
    scale: Number.isFinite(scale) ? scale : 2 ** 1023,
    isExact: step <= 1,
  };
}

/** A number in the middle of a column; 0 where it has none. */
export function middleOf({ sorted }: PreparedNumbers): number {
  return valueAt(sorted, sorted.length >> 1) ?? 0;
}

const LARGEST_UNSCALED = 1e140;

/** The extremes alone, as a sample of that many rows: bins depend on no more. */
function extremes({ rows, missing, infinite, minimum, maximum }: NumberRange): WeightedSample {
  const length = rows - missing - infinite;
  const values = minimum === maximum ? [minimum] : [minimum, maximum];
  return { values: Float64Array.from(values), counts: Float64Array.from(values, (_, index) => (index === 0 ? 1 : length - 1)), length };
}

function binEdges(reference: PreparedNumbers, range: NumberRange): number[] {
  const histogram = histogramEdges(reference.sorted, extremes(range));
  if (!hasMoreValuesThan(reference.sorted, FEW_VALUES)) return histogram;
  const { rows, missing, infinite } = range;
  const isWhole = range.isWhole && missing + infinite === 0;
  try {
    return [...histogram, ...shareEdges(reference, { ...range, values: rows - missing - infinite, isWhole })];
  } catch (error) {
    // The methods that need these bins give the reason.
    if (error instanceof RangeError) return histogram;
    throw error;
  }
}

/** What the checks of data quality compare with. */
function fences({ sorted }: PreparedNumbers, { fenceRanges, robustZ }: QualityLimits): number[] {
  if (sorted.length === 0) return [];
  const { lower, upper } = iqrFences(sorted, fenceRanges);
  const { centre, scale } = robustScale(sorted);
  return [lower, upper, centre - robustZ * scale, centre + robustZ * scale];
}

/** Places of the values that the quantiles of a report lie between, from 1. */
export function quantileRanks(rows: number): number[] {
  const ranks = new Set<number>();
  for (let step = 0; step <= QUANTILE_STEPS; step++) {
    const position = Math.floor((step / QUANTILE_STEPS) * (rows - 1));
    ranks.add(position + 1);
    ranks.add(Math.min(position + 2, rows));
  }
  return [...ranks].sort((a, b) => a - b);
}

/**
 * Where the current distribution function crosses that of the reference between two edges: the place, from 1, of the first value at which it
 * reaches the reference's share.
 */
export function crossingRanks(reference: PreparedNumbers, { edges, counts, ties }: EdgeNumbers): number[] {
  const { values, counts: rows, length: all } = distinctRuns(reference.sorted);
  const currentRows = counts.reduce((sum, count) => sum + count, 0);
  const ranks: number[] = [];
  let [at, referenceBefore, before] = [0, 0, counts[0] as number];
  for (let bucket = 1; bucket < counts.length; bucket++) {
    while (at < values.length && (values[at] as number) <= (edges[bucket - 1] as number)) referenceBefore += rows[at++] as number;
    const after = before + (counts[bucket] as number);
    const level = referenceBefore * currentRows;
    if ((before + (ties[bucket] as number)) * all < level && level < after * all) ranks.push(Math.ceil(level / all));
    before = after;
  }
  return ranks;
}
