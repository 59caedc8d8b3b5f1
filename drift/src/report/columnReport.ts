import type { ColumnReport } from '@modelmonitor/api';
import { type PreparedColumn, usableRows } from '../columns/preparedColumn.ts';
import { methodCatalogue } from '../methods/methodCatalogue.ts';
import { categoricalSummaries } from './categoricalSummaries.ts';
import type { ComparedColumn } from './comparedColumn.ts';
import { numericSummaries } from './numericSummaries.ts';

type Judgement = Pick<ColumnReport, 'method' | 'score' | 'threshold' | 'p_value' | 'statistic' | 'drifted' | 'verdict' | 'reason'>;

/**
 * The report of one column.
 *
 * @param column what the method found
 * @param correctedPValue the p-value to judge by; the method's own when absent
 */
export function columnReport(column: ComparedColumn, correctedPValue?: number): ColumnReport {
  const { reference, current } = column;
  return {
    type: reference.type,
    ...judged(column, correctedPValue),
    missing: { reference: absent(reference), current: absent(current) },
    ...summaries(reference, current),
  };
}

function judged({ outcome }: ComparedColumn, correctedPValue: number | undefined): Judgement {
  if ('reason' in outcome)
    return { method: null, score: null, threshold: null, statistic: null, drifted: null, verdict: 'unknown', reason: outcome.reason };
  const { chosen, result } = outcome;
  const { method, threshold } = chosen;
  const score = result.pValue === undefined ? result.distance : (correctedPValue ?? result.pValue);
  const drifted = methodCatalogue[method].isDrift(score, threshold);
  return {
    method,
    score,
    threshold,
    ...(result.pValue === undefined ? {} : { p_value: result.pValue }),
    // Chi-square is infinite for a category the reference never had; JSON knows no infinity, and the p-value says it: 0.
    statistic: Number.isFinite(result.statistic) ? result.statistic : null,
    drifted,
    verdict: drifted ? 'drifted' : 'stable',
  };
}

function absent({ rows, missing, infinite }: PreparedColumn): ColumnReport['missing']['reference'] {
  return { count: missing, share: rows === 0 ? 0 : missing / rows, infinite };
}

function summaries(reference: PreparedColumn, current: PreparedColumn): Pick<ColumnReport, 'reference' | 'current'> {
  if (reference.type === 'numeric' && current.type === 'numeric') return numericSummaries(reference.sorted, current.sorted);
  if (reference.type === 'categorical' && current.type === 'categorical') return categoricalSummaries(reference.counts, current.counts);
  // A column that changed its kind has no scale in common; each side is shown on its own.
  return { reference: ownSummary(reference), current: ownSummary(current) };
}

function ownSummary(side: PreparedColumn): ColumnReport['reference'] {
  return side.type === 'numeric'
    ? numericSummaries(side.sorted, new Float64Array()).reference
    : categoricalSummaries(side.counts, new Map()).reference;
}

/** Whether the values of a categorical column are mostly different, as text or identifiers are. */
export function looksLikeText(side: PreparedColumn): boolean {
  return side.type === 'categorical' && side.counts.size > 50 && side.counts.size > usableRows(side) / 2;
}
