import type { NumericSummary } from '@modelmonitor/api';
import { columnSummary, histogramCountsOfSorted, quantileSorted, type SortedSample } from '@modelmonitor/stats';
import { histogramEdges } from './histogramEdges.ts';

/** Summaries of both sides of a numeric column, their histograms over the same edges. */
export function numericSummaries(reference: SortedSample, current: SortedSample): { reference: NumericSummary; current: NumericSummary } {
  const edges = histogramEdges(reference, current);
  return { reference: numericSummary(reference, edges), current: numericSummary(current, edges) };
}

function numericSummary(sorted: SortedSample, edges: readonly number[]): NumericSummary {
  const counts = edges.length < 2 ? [] : [...histogramCountsOfSorted(sorted, edges)];
  const histogram = { edges: [...edges], counts };
  if (sorted.length === 0) return { rows: 0, ...nothing, quantiles: [], histogram };
  const { mean, standardDeviation, minimum, maximum, median, quantiles } = columnSummary(sorted);
  const { p05, p25, p75, p95 } = quantiles;
  return {
    rows: sorted.length,
    mean: finite(mean),
    standard_deviation: finite(standardDeviation),
    minimum,
    p05: finite(p05),
    p25: finite(p25),
    median: finite(median),
    p75: finite(p75),
    p95: finite(p95),
    maximum,
    quantiles: quantileGrid(sorted),
    histogram,
  };
}

/** Steps of the quantiles at 0, 5, … 100 %. */
export const QUANTILE_STEPS = 20;

/** None when one of them overflows. */
function quantileGrid(sorted: SortedSample): number[] {
  const quantiles = Array.from({ length: QUANTILE_STEPS + 1 }, (_, step) =>
    Number(quantileSorted(sorted, step / QUANTILE_STEPS).toPrecision(6)),
  );
  return quantiles.every(Number.isFinite) ? quantiles : [];
}

const nothing = {
  mean: null,
  standard_deviation: null,
  minimum: null,
  p05: null,
  p25: null,
  median: null,
  p75: null,
  p95: null,
  maximum: null,
} as const;

/** JSON has no infinity; a mean or quantile of the largest doubles overflows. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
