import { valueAt } from '@modelmonitor/stats';
import { outsideCounts, outsideText } from '../outsideCounts.ts';
import type { CheckOutcome, NumericSides, QualityCheck, QualityLimits } from '../qualityCheck.ts';
import { shareCheck } from '../shareCheck.ts';

/** Share of the values below the smallest or above the largest of the reference, infinities included. */
export const outOfRange: QualityCheck = {
  name: 'out_of_range',
  scope: 'numbers',
  words: { title: 'Outside the range', about: 'the share of values outside the range of the reference is within what chance explains' },
  isShare: true,
  run: outside,
};

/** Beyond the extremes of m values, n more of the same distribution have a beta-binomial count of shapes 2 and m − 1 (Wilks). */
function outside({ reference, current }: NumericSides, limits: QualityLimits): CheckOutcome {
  const { sorted, infinite } = reference;
  const [lower, upper] = [valueAt(sorted, 0) as number, valueAt(sorted, sorted.length - 1) as number];
  const counted = outsideCounts(current.sorted, { lower, upper });
  const counts = {
    found: counted.below + counted.above + current.infinite,
    rows: current.sorted.length + current.infinite,
    referenceFound: infinite,
    referenceRows: sorted.length + infinite,
  };
  const shapes = { a: 2 + infinite * (1 + limits.tolerance), b: sorted.length - 1 };
  const beyond = counts.found > 0 ? outsideText(counted, { lower, upper }) : undefined;
  const detail = current.infinite > 0 ? `${beyond}, ${current.infinite} infinite` : beyond;
  return shareCheck(counts, { limits, shapes, detail });
}
