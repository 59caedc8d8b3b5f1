import { meanAndDeviation } from '@modelmonitor/stats';
import { noVerdict } from '../noVerdict.ts';
import type { CheckOutcome, NumericSides, QualityCheck, QualityLimits } from '../qualityCheck.ts';

/** Fewer values have a mean that leaves two standard deviations by chance. */
const FEWEST_FOR_MEAN = 10;
/** One extreme value of a heavy tail moves a mean by one standard error. */
const STANDARD_ERRORS = 3;

/** Whether the mean stays within two standard deviations of the reference. */
export const meanWithinSigmas: QualityCheck = {
  name: 'mean_within_2_sigma',
  scope: 'numbers',
  words: { title: 'Mean within 2 sigma', about: 'the mean is within two standard deviations of that of the reference' },
  isShare: false,
  run: meanWithin,
};

function meanWithin({ reference, current }: NumericSides, limits: QualityLimits): CheckOutcome {
  if (current.sorted.length === 0) return noVerdict('the current data has no values to check');
  const before = meanAndDeviation(reference.sorted);
  const after = meanAndDeviation(current.sorted);
  const value = after.mean;
  const reach = limits.sigmas * before.standardDeviation;
  const limit = { at_least: before.mean - reach, at_most: before.mean + reach };
  if (![value, limit.at_least, limit.at_most].every(Number.isFinite)) return noVerdict('the mean or deviation is too large for a number');
  const figures = { reference: before.mean, value };
  if (reach === 0) return noVerdict('every value of the reference is the same, so its deviation is no measure', figures);
  const isWithin = value >= limit.at_least && value <= limit.at_most;
  const few = current.sorted.length < FEWEST_FOR_MEAN;
  if (!isWithin && few) return noVerdict(`expected at least ${FEWEST_FOR_MEAN} current values, got ${current.sorted.length}`, figures);
  const error = Math.hypot(
    before.standardDeviation / Math.sqrt(reference.sorted.length),
    after.standardDeviation / Math.sqrt(current.sorted.length),
  );
  if (!isWithin && Math.abs(value - before.mean) <= STANDARD_ERRORS * error)
    return noVerdict('a few extreme values decide the mean', figures);
  return { ...figures, limit, verdict: isWithin ? 'passed' : 'failed' };
}
