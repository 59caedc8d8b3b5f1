import type { Estimate, PerformanceMetric } from '@modelmonitor/api';
import { adjustPValues, normalSurvival } from '@modelmonitor/stats';
import { type Figure, type Figures, isMissing, Z95 } from './figure.ts';
import type { MetricDescriptor } from './metricDescriptor.ts';
import { metricNamed } from './performanceMetrics.ts';

/** Labelled rows a side needs before its figures are judged. */
export const MIN_LABELLED_ROWS = 30;
/** Change relative to the reference figure below which a significant difference is immaterial. */
const MATERIAL_CHANGE = 0.05;
/** Chance of a false alarm of a group of metrics. */
const ALPHA = 0.05;

export interface JudgedSides {
  readonly reference: Figures;
  readonly current: Figures;
  /** Rows behind the figures of each side. */
  readonly rows: { readonly reference: number; readonly current: number };
  /** Figures the current ones are held against when they are not those of the reference: what the same estimate says of the reference. */
  readonly baseline?: Figures;
}

type Traits = Pick<MetricDescriptor, 'good' | 'leastScale' | 'meaninglessAbove'>;

interface Judgement {
  readonly pValue: number;
  readonly verdict: 'stable' | 'worse' | 'better';
}

/**
 * Each metric of a group on both sides, with its verdict.
 *
 * Worse or better takes both: a difference that chance does not explain (5 % over the whole group, by Bonferroni) and a change of at least
 * 5 % of the reference figure (mean error: of the reference's MAE). An improvement is never an alarm.
 *
 * @param names metrics of the group, in the order of the result
 * @param sides figures by name
 */
export function judgeMetrics(names: readonly string[], sides: JudgedSides): Record<string, PerformanceMetric> {
  const judgements = names.map((name) => judgement(name, sides));
  const tested = judgements.filter((one) => typeof one !== 'string');
  const adjusted = adjustPValues(
    tested.map(({ pValue }) => pValue),
    'bonferroni',
  );
  return Object.fromEntries(
    names.map((name, index) => {
      const judged = judgements[index] ?? 'not measured';
      const pair = { reference: estimateOf(sides.reference.get(name)), current: estimateOf(sides.current.get(name)) };
      if (typeof judged === 'string') return [name, { ...pair, verdict: 'unknown', reason: judged }];
      const significant = (adjusted[tested.indexOf(judged)] ?? 1) < ALPHA;
      return [name, { ...pair, verdict: significant ? judged.verdict : 'stable' }];
    }),
  );
}

/** What a difference would mean and how surely it is none of chance; or why nothing can be said. */
function judgement(name: string, sides: JudgedSides): Judgement | string {
  const reference = sides.reference.get(name);
  const current = sides.current.get(name);
  if (reference === undefined) return 'the reference has no such figure';
  if (current === undefined) return 'the current rows have no such figure';
  if (isMissing(reference)) return `reference: ${reference.missing}`;
  if (isMissing(current)) return `current: ${current.missing}`;
  for (const side of ['reference', 'current'] as const) {
    const rows = sides.rows[side];
    if (rows < MIN_LABELLED_ROWS) return `${side}: a verdict needs ${MIN_LABELLED_ROWS} labelled rows, got ${rows}`;
  }
  const { meaninglessAbove } = traitsOf(name);
  if (meaninglessAbove && Math.max(reference.value, current.value) > meaninglessAbove.value) return meaninglessAbove.reason;
  return difference(name, current, shiftTo(reference, sides.baseline?.get(name)), sides.reference);
}

/** The interval of one figure about the value of another. */
function shiftTo(figure: Estimate, to: Figure | undefined): Estimate {
  if (to === undefined || isMissing(to)) return figure;
  const by = to.value - figure.value;
  const shiftOf = (end: number | null) => (end === null ? null : end + by);
  return { value: to.value, lower: shiftOf(figure.lower), upper: shiftOf(figure.upper) };
}

function difference(name: string, ...[current, reference, figures]: [Estimate, Estimate, Figures]): Judgement | string {
  const traits = traitsOf(name);
  const change = current.value - reference.value;
  if (change === 0) return { pValue: 1, verdict: 'stable' };
  const standardError = facingError(current, reference);
  if (standardError === null) return 'no interval can be given';
  const pValue = 2 * normalSurvival(standardError === 0 ? Number.POSITIVE_INFINITY : Math.abs(change) / standardError);
  const gain = gainOf(traits, current.value, reference.value);
  if (Math.abs(gain) < MATERIAL_CHANGE * scaleOf(traits, reference.value, figures)) return { pValue, verdict: 'stable' };
  return { pValue, verdict: gain < 0 ? 'worse' : 'better' };
}

/**
 * Standard error of the difference, from the halves of both intervals that face each other, so that a lopsided interval counts with the
 * side it is wide on (Newcombe, Interval Estimation for the Difference between Independent Proportions, 1998, method 10).
 */
function facingError(current: Estimate, reference: Estimate): number | null {
  const [above, below] = current.value > reference.value ? [current, reference] : [reference, current];
  if (above.lower === null || below.upper === null) return null;
  return Math.hypot(above.value - above.lower, below.upper - below.value) / Z95;
}

function gainOf({ good }: Traits, current: number, reference: number): number {
  if (good === 'zero') return Math.abs(reference) - Math.abs(current);
  return good === 'higher' ? current - reference : reference - current;
}

function scaleOf({ good, leastScale = 0 }: Traits, reference: number, figures: Figures): number {
  const absolute = figures.get('mae');
  if (good === 'zero') return absolute === undefined || isMissing(absolute) ? 0 : absolute.value;
  return Math.max(leastScale, Math.abs(reference));
}

function traitsOf(name: string): Traits {
  return metricNamed(name) ?? { good: 'higher' };
}

function estimateOf(figure: Figure | undefined): Estimate | null {
  return figure === undefined || isMissing(figure) ? null : figure;
}
