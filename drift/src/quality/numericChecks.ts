import type { QualityTest } from '@modelmonitor/api';
import { formatNumber } from '@modelmonitor/api/plain';
import { countAtMost, countBelow, iqrFences, meanAndDeviation, robustScale } from '@modelmonitor/stats';
import type { PreparedNumbers } from '@modelmonitor/tables';
import type { QualityLimits } from './qualityLimits.ts';
import { shareCheck } from './shareCheck.ts';
import { type Check, unjudged } from './unjudged.ts';

/** A numeric column of both sides. */
interface NumericSides {
  readonly name: string;
  readonly reference: PreparedNumbers;
  readonly current: PreparedNumbers;
}

/** Fewer values have a mean that leaves two standard deviations by chance. */
const FEWEST_FOR_MEAN = 10;
/** One extreme value of a heavy tail moves a mean by one standard error. */
const STANDARD_ERRORS = 3;

/** Whether the values stay where those of the reference are. */
export function numericChecks(sides: NumericSides, limits: QualityLimits): QualityTest[] {
  const checks: readonly Check[] = (['out_of_range', 'outliers_iqr', 'outliers_robust_z', 'mean_within_2_sigma'] as const).map((test) => ({
    test,
    column: sides.name,
  }));
  if (sides.reference.sorted.length === 0) return checks.map((check) => unjudged(check, 'the reference has no values to compare with'));
  return [outOfRange(sides, limits), iqrOutliers(sides, limits), robustOutliers(sides, limits), meanWithinSigmas(sides, limits)];
}

/** Beyond the extremes of m values, n more of the same distribution have a beta-binomial count of shapes 2 and m − 1 (Wilks). */
function outOfRange({ name, reference, current }: NumericSides, limits: QualityLimits): QualityTest {
  const { sorted, infinite } = reference;
  const [lower, upper] = [sorted[0] as number, sorted.at(-1) as number];
  const outside = outsideCounts(current.sorted, { lower, upper });
  const counts = {
    found: outside.below + outside.above + current.infinite,
    rows: current.sorted.length + current.infinite,
    referenceFound: infinite,
    referenceRows: sorted.length + infinite,
  };
  const shapes = { a: 2 + infinite * (1 + limits.tolerance), b: sorted.length - 1 };
  const beyond = counts.found > 0 ? sidesText(outside, { lower, upper }) : undefined;
  const detail = current.infinite > 0 ? `${beyond}, ${current.infinite} infinite` : beyond;
  return shareCheck({ test: 'out_of_range', column: name }, counts, { limits, shapes, detail });
}

function iqrOutliers(sides: NumericSides, limits: QualityLimits): QualityTest {
  const fences = iqrFences(sides.reference.sorted, limits.fenceRanges);
  return outliers({ test: 'outliers_iqr', column: sides.name }, sides, { fences, limits });
}

function robustOutliers(sides: NumericSides, limits: QualityLimits): QualityTest {
  const check: Check = { test: 'outliers_robust_z', column: sides.name };
  const { centre, scale } = robustScale(sides.reference.sorted);
  if (scale === 0) return unjudged(check, 'every value of the reference is the same, so no distance from it has a scale');
  const reach = limits.robustZ * scale;
  return outliers(check, sides, { fences: { lower: centre - reach, upper: centre + reach }, limits });
}

/** The fences move with the reference sample, and its own share beyond them with it: the two errors cancel to first order. */
function outliers(
  check: Check,
  { reference, current }: NumericSides,
  { fences, limits }: { fences: { lower: number; upper: number }; limits: QualityLimits },
): QualityTest {
  const { lower, upper } = fences;
  if (!(Number.isFinite(lower) && Number.isFinite(upper))) return unjudged(check, 'the range of the reference is too wide for a number');
  const [before, after] = [outsideCounts(reference.sorted, fences), outsideCounts(current.sorted, fences)];
  const counts = {
    found: after.below + after.above,
    rows: current.sorted.length,
    referenceFound: before.below + before.above,
    referenceRows: reference.sorted.length,
  };
  const detail = counts.found > 0 ? sidesText(after, fences) : undefined;
  return shareCheck(check, counts, { limits, detail });
}

function meanWithinSigmas({ name, reference, current }: NumericSides, limits: QualityLimits): QualityTest {
  const check: Check = { test: 'mean_within_2_sigma', column: name };
  if (current.sorted.length === 0) return unjudged(check, 'the current data has no values to check');
  const before = meanAndDeviation(reference.sorted);
  const after = meanAndDeviation(current.sorted);
  const value = after.mean;
  const reach = limits.sigmas * before.standardDeviation;
  const limit = { at_least: before.mean - reach, at_most: before.mean + reach };
  if (![value, limit.at_least, limit.at_most].every(Number.isFinite))
    return unjudged(check, 'the mean or deviation is too large for a number');
  const figures = { reference: before.mean, value };
  if (reach === 0) return unjudged(check, 'every value of the reference is the same, so its deviation is no measure', figures);
  const isWithin = value >= limit.at_least && value <= limit.at_most;
  const few = current.sorted.length < FEWEST_FOR_MEAN;
  if (!isWithin && few) return unjudged(check, `needs ${FEWEST_FOR_MEAN} current values, got ${current.sorted.length}`, figures);
  const error = Math.hypot(
    before.standardDeviation / Math.sqrt(reference.sorted.length),
    after.standardDeviation / Math.sqrt(current.sorted.length),
  );
  if (!isWithin && Math.abs(value - before.mean) <= STANDARD_ERRORS * error)
    return unjudged(check, 'a few extreme values decide the mean', figures);
  return { ...check, ...figures, limit, verdict: isWithin ? 'passed' : 'failed' };
}

function outsideCounts(sorted: Float64Array, { lower, upper }: { lower: number; upper: number }): { below: number; above: number } {
  return { below: countBelow(sorted, lower), above: sorted.length - countAtMost(sorted, upper) };
}

function sidesText({ below, above }: { below: number; above: number }, { lower, upper }: { lower: number; upper: number }): string {
  return `${below} below ${formatNumber(lower)}, ${above} above ${formatNumber(upper)}`;
}
