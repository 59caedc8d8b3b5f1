import { formatNumber } from '@modelmonitor/api/plain';
import { countAtMost, countBelow, type SortedSample } from '@modelmonitor/stats';
import { noVerdict } from './noVerdict.ts';
import type { CheckOutcome, NumericSides, QualityLimits } from './qualityCheck.ts';
import { shareCheck } from './shareCheck.ts';

/** Ends of what is inside, both included. */
interface Fences {
  readonly lower: number;
  readonly upper: number;
}

interface OutsideCounts {
  readonly below: number;
  readonly above: number;
}

/** How many of the sorted values are below and above the fences. */
export function outsideCounts(sorted: SortedSample, { lower, upper }: Fences): OutsideCounts {
  return { below: countBelow(sorted, lower), above: sorted.length - countAtMost(sorted, upper) };
}

/** The counts as text. */
export function outsideText({ below, above }: OutsideCounts, { lower, upper }: Fences): string {
  return `${below} below ${formatNumber(lower)}, ${above} above ${formatNumber(upper)}`;
}

/**
 * Checks the share of outliers. The fences move with the reference sample, and its own share beyond them with it: the two errors cancel to
 * first order.
 */
export function outlierCheck({ reference, current }: NumericSides, fences: Fences, limits: QualityLimits): CheckOutcome {
  const { lower, upper } = fences;
  if (!(Number.isFinite(lower) && Number.isFinite(upper))) return noVerdict('the range of the reference is too wide for a number');
  const [before, after] = [outsideCounts(reference.sorted, fences), outsideCounts(current.sorted, fences)];
  const counts = {
    found: after.below + after.above,
    rows: current.sorted.length,
    referenceFound: before.below + before.above,
    referenceRows: reference.sorted.length,
  };
  const detail = counts.found > 0 ? outsideText(after, fences) : undefined;
  return shareCheck(counts, { limits, detail });
}
