import { type AdwinBuckets, addToBuckets, createAdwinBuckets, dropOldestBucket } from './adwinBuckets.ts';
import { requireDetectorOption, requireFiniteStreamValue } from './requireStreamValue.ts';
import type { StreamDetector, StreamSignal } from './streamDetector.ts';

export interface AdwinOptions {
  /** Significance level of a cut. */
  readonly delta?: number;
  /** Values between two looks. */
  readonly clock?: number;
  /** Buckets of one size before two are merged. */
  readonly maxBuckets?: number;
  /** Fewest values on either side of a cut. */
  readonly minWindowLength?: number;
  /** Values in the window before the first look. */
  readonly gracePeriod?: number;
}

export interface AdwinDetector extends StreamDetector {
  /** Values in the window; after a drift, those that were kept. */
  width(): number;
  /** Mean of the window; 0 while it is empty. */
  mean(): number;
}

/**
 * Adaptive windowing: the window is cut where the means of its older and newer part differ by more than chance allows.
 *
 * With 1/m = 1/(n₀ − l + 1) + 1/(n₁ − l + 1) for parts of n₀ and n₁ values of at least l, σ² the window's variance and
 * δ′ = ln(2 ln(width) / δ), a cut is significant when |mean₀ − mean₁| > √(2 σ² δ′ / m) + (2/3) δ′ / m; then the oldest bucket goes and all cuts
 * are tried again. Defaults and buckets as River 0.26's `drift.ADWIN`, which starts again after a drift.
 * The bound is meant for values of a range of about 1. It never warns.
 *
 * @returns a detector of finite values; memory grows with the logarithm of the window
 * @throws RangeError when an option is out of range
 * @see Bifet & Gavaldà, Learning from Time-Changing Data with Adaptive Windowing (2007)
 */
export function createAdwin(options: AdwinOptions = {}): AdwinDetector {
  const { delta = 0.002, clock = 32, maxBuckets = 5, minWindowLength = 5, gracePeriod = 10 } = options;
  requireDetectorOption(delta > 0 && delta <= 1, 'adwin needs delta above 0 and up to 1', delta);
  requireDetectorOption(Number.isInteger(clock) && clock > 0, 'adwin needs a positive whole clock', clock);
  requireDetectorOption(Number.isInteger(maxBuckets) && maxBuckets > 1, 'adwin needs at least 2 buckets', maxBuckets);
  requireDetectorOption(Number.isInteger(minWindowLength) && minWindowLength > 0, 'adwin needs a positive whole window', minWindowLength);
  let [buckets, ticks, drifted] = [createAdwinBuckets(maxBuckets), 0, false];

  function update(value: number): StreamSignal {
    requireFiniteStreamValue('adwin', value);
    if (drifted) [buckets, ticks, drifted] = [createAdwinBuckets(maxBuckets), 0, false];
    addToBuckets(buckets, value);
    ticks += 1;
    if (ticks % clock !== 0 || buckets.width <= gracePeriod) return 'none';
    while (hasSignificantCut(buckets, { delta, minWindowLength })) {
      drifted = true;
      dropOldestBucket(buckets);
    }
    return drifted ? 'drift' : 'none';
  }

  return { update, width: () => buckets.width, mean: () => (buckets.width === 0 ? 0 : buckets.total / buckets.width) };
}

function hasSignificantCut(buckets: AdwinBuckets, { delta, minWindowLength }: { delta: number; minWindowLength: number }): boolean {
  const { counts, totals, stride, width } = buckets;
  const confidence = Math.log((2 * Math.log(width)) / delta);
  const variance = buckets.squares / width;
  let [olderRows, olderTotal, newerRows, newerTotal] = [0, 0, width, buckets.total];
  for (let row = buckets.rows - 1; row >= 0; row--) {
    const size = 2 ** row;
    // After the newest bucket of all there is nothing left to compare with.
    const cuts = (counts[row] as number) - (row === 0 ? 1 : 0);
    for (let bucket = 0; bucket < cuts; bucket++) {
      const total = totals[row * stride + bucket] as number;
      olderRows += size;
      newerRows -= size;
      olderTotal += total;
      newerTotal -= total;
      if (olderRows < minWindowLength || newerRows < minWindowLength) continue;
      const inverse = 1 / (olderRows - minWindowLength + 1) + 1 / (newerRows - minWindowLength + 1);
      const bound = Math.sqrt(2 * inverse * variance * confidence) + (2 / 3) * confidence * inverse;
      if (Math.abs(olderTotal / olderRows - newerTotal / newerRows) > bound) return true;
    }
  }
  return false;
}
