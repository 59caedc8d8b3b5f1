import type { ColumnReport, Report, Verdict } from '@modelmonitor/api';
import { isPValue } from './methodWords.ts';

/** A column of the report and its name. */
export interface NamedColumn {
  readonly name: string;
  readonly column: ColumnReport;
}

const RANK: Readonly<Record<Verdict, number>> = {
  drifted: 0,
  vanished: 1,
  new: 2,
  empty: 3,
  unknown: 4,
  stable: 5,
  constant: 6,
  ignored: 7,
};

/** The features as a reader wants them: drifted first, then those that came, went or cannot be judged, then stable; in each the score furthest beyond its threshold first. */
export function orderFeatures(features: Report['features']): NamedColumn[] {
  return Object.entries(features)
    .map(([name, column]) => ({ name, column, excess: excess(column) }))
    .sort((a, b) => RANK[a.column.verdict] - RANK[b.column.verdict] || descending(a.excess, b.excess) || byStatistic(a, b) || byName(a, b))
    .map(({ name, column }) => ({ name, column }));
}

/**
 * How far the score is beyond its threshold, as a logarithm of their ratio, so that p-values and distances can be ranked together:
 * ln(threshold / p) or ln(distance / threshold). Positive means beyond, −∞ means there is no score, ∞ that the column drifted by losing all its
 * values.
 */
export function excess({
  method,
  score,
  threshold,
  verdict,
}: Pick<ColumnReport, 'method' | 'score' | 'threshold'> & Partial<Pick<ColumnReport, 'verdict'>>): number {
  if (method === null && verdict === 'drifted') return Number.POSITIVE_INFINITY;
  if (method === null || score === null || threshold === null) return Number.NEGATIVE_INFINITY;
  const ratio = isPValue(method) ? threshold / score : score / threshold;
  return ratio > 0 ? Math.log(ratio) : Number.NEGATIVE_INFINITY;
}

function descending(a: number, b: number): number {
  return a === b ? 0 : b - a;
}

/** Many p-values are 0 in floating point; their statistics still differ. */
function byStatistic(a: NamedColumn, b: NamedColumn): number {
  return a.column.method === b.column.method ? descending(a.column.statistic ?? 0, b.column.statistic ?? 0) : 0;
}

function byName(a: NamedColumn, b: NamedColumn): number {
  return a.name < b.name ? -1 : 1;
}
