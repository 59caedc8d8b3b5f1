import type { NumericSummary } from '@modelmonitor/api';
import { columnSummary, histogramCountsOfSorted, quantileSorted } from '@modelmonitor/stats';
import { histogramEdges } from './histogramEdges.ts';

/** Summaries of both sides of a numeric column, their histograms over the same edges. */
export function numericSummaries(reference: Float64Array, current: Float64Array): { reference: NumericSummary; current: NumericSummary } {
  const edges = histogramEdges(reference, current);
  return { reference: numericSummary(reference, edges), current: numericSummary(current, edges) };
}

function numericSummary(sorted: Float64Array, edges: readonly number[]): NumericSummary {
  const counts = edges.length < 2 ? [] : [...histogramCountsOfSorted(sorted, edges)];
  const histogram = { edges: [...edges], counts };
  if (sorted.length === 0) return { rows: 0, ...nothing, quantiles: [], histogram };
  const { mean, standardDeviation, median, quantiles } = columnSummary(sorted);
  const { p05, p25, p75, p95 } = quantiles;
  return {
    rows: sorted.length,
    mean: finite(mean),
    standard_deviation: finite(standardDeviation),
    minimum: sorted[0] ?? null,
    p05: finite(p05),
    p25: finite(p25),
    median: finite(median),
    p75: finite(p75),
    p95: finite(p95),
    maximum: sorted.at(-1) ?? null,
    quantiles: quantileGrid(sorted),
    histogram,
  };
}

/** Quantiles at 0, 5, … 100 %; none when one of them overflows. */
function quantileGrid(sorted: Float64Array): number[] {
  const quantiles = Array.from({ length: 21 }, (_, step) => Number(quantileSorted(sorted, step / 20).toPrecision(6)));
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
