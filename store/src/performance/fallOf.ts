import type { Estimate } from '@modelmonitor/api';
import { historyMetrics } from '@modelmonitor/api/plain';
import { Z95 } from './estimateIntervals.ts';

/** Chance of a false alarm of a version in so many days, over all its headline metrics. */
const ALPHA = 0.05;
const DAYS = 30;
/** Labelled rows for which the test is sharpest. */
const SHARPEST_ROWS = 1000;
/** Fewest labelled rows that are judged. */
const FEWEST_ROWS = 30;
/** A fall by less of the baseline does not matter, as in reports. */
const MATERIAL_CHANGE = 0.05;

/** A day's figure against its baseline. */
export interface Compared {
  readonly metric: string;
  readonly current: Estimate;
  readonly baseline: Estimate;
  /** Labelled rows of the day. */
  readonly rows: number;
  /** Metrics that are judged together. */
  readonly metrics: number;
}

/**
 * Whether a day's figure is worse than its baseline by more than chance and by at least 5 % of it.
 *
 * Figures are looked at whenever labels come. The difference is therefore held against an asymptotic confidence sequence, which holds at all
 * looks at once, with α = 5 % over 30 days and all headline metrics (Bonferroni). Its standard error comes from the halves of both intervals
 * that face each other (Newcombe 1998, method 10).
 *
 * @returns undefined where it cannot be judged: too few rows, or no interval
 * @see Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, Time-uniform central limit theory and asymptotic confidence sequences (2024), eq. 4
 */
export function fallOf({ metric, current, baseline, rows, metrics }: Compared): 'worse' | 'stable' | undefined {
  if (rows < FEWEST_ROWS) return undefined;
  const [above, below] = current.value > baseline.value ? [current, baseline] : [baseline, current];
  if (above.lower === null || below.upper === null) return undefined;
  const standardError = Math.hypot(above.value - above.lower, below.upper - below.value) / Z95;
  const change = current.value - baseline.value;
  const loss = historyMetrics[metric]?.good === 'higher' ? -change : change;
  if (loss < MATERIAL_CHANGE * Math.abs(baseline.value)) return 'stable';
  return loss > boundary(rows, ALPHA / DAYS / metrics) * standardError ? 'worse' : 'stable';
}

/** Half the width of the sequence in standard errors, after so many rows. */
function boundary(rows: number, alpha: number): number {
  const spread = -2 * Math.log(alpha);
  const scaled = (rows * (spread + Math.log(spread) + 1)) / SHARPEST_ROWS;
  return Math.sqrt(((scaled + 1) / scaled) * (Math.log(scaled + 1) + spread));
}
