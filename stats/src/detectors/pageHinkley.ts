import { requireDetectorOption, requireFiniteStreamValue } from './requireStreamValue.ts';
import type { StreamDetector, StreamSignal } from './streamDetector.ts';

export interface PageHinkleyOptions {
  /** Values seen before the first decision. */
  readonly minInstances?: number;
  /** Change of the mean that is tolerated, in the unit of the values. */
  readonly delta?: number;
  /** Cumulated deviation that means drift, in the unit of the values. */
  readonly threshold?: number;
  /** What remains of the cumulated deviation at each value. */
  readonly alpha?: number;
  /** Which change counts: of the mean upwards, downwards, or either. */
  readonly mode?: 'up' | 'down' | 'both';
}

/**
 * Page–Hinkley test: deviations from the running mean, cumulated with a slow decay, leave their extreme by the threshold.
 *
 *     increase ← α · increase + (x − mean) − δ    drift when increase − min(increase) > threshold
 *     decrease ← α · decrease + (x − mean) + δ    drift when max(decrease) − decrease > threshold
 *
 * Defaults and order of steps as River 0.26's `drift.PageHinkley`, which starts the maximum at −1. It never warns. The threshold has the unit of the
 * values: scale them to a deviation near 1 first.
 *
 * @returns a detector of finite values
 * @throws RangeError when an option is out of range
 * @see Page, Continuous Inspection Schemes (1954)
 */
export function createPageHinkley(options: PageHinkleyOptions = {}): StreamDetector {
  const { minInstances = 30, delta = 0.005, threshold = 50, alpha = 1 - 0.0001, mode = 'both' } = options;
  requireDetectorOption(minInstances >= 0, 'page-hinkley needs a warm start of at least 0 values', minInstances);
  requireDetectorOption(Number.isFinite(delta), 'page-hinkley needs a finite delta', delta);
  requireDetectorOption(threshold >= 0, 'page-hinkley needs a threshold of at least 0', threshold);
  requireDetectorOption(alpha >= 0 && alpha <= 1, 'page-hinkley needs alpha from 0 to 1', alpha);
  let [count, mean, increase, decrease, lowest, highest] = [0, 0, 0, 0, Number.POSITIVE_INFINITY, -1];

  function update(value: number): StreamSignal {
    requireFiniteStreamValue('page-hinkley', value);
    count += 1;
    mean += (1 / count) * (value - mean);
    increase = alpha * increase + (value - mean) - delta;
    decrease = alpha * decrease + (value - mean) + delta;
    if (increase < lowest) lowest = increase;
    if (decrease > highest) highest = decrease;
    if (count < minInstances) return 'none';
    const rose = mode !== 'down' && increase - lowest > threshold;
    if (!(rose || (mode !== 'up' && highest - decrease > threshold))) return 'none';
    [count, mean, increase, decrease, lowest, highest] = [0, 0, 0, 0, Number.POSITIVE_INFINITY, -1];
    return 'drift';
  }

  return { update };
}
