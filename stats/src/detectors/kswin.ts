import { exactKsPValue } from '../exactKsPValue.ts';
import { mersenneTwister } from './mersenneTwister.ts';
import { requireDetectorOption, requireFiniteStreamValue } from './requireStreamValue.ts';
import { sampleIndices } from './sampleIndices.ts';
import type { StreamDetector, StreamSignal } from './streamDetector.ts';

/** As long as scipy's test of equal sizes is exact. */
const MOST_NEWEST = 10_000;

export interface KswinOptions {
  /** Significance level of one look. */
  readonly alpha?: number;
  /** Values kept. */
  readonly windowSize?: number;
  /** Newest values, compared with as many drawn from the older ones. */
  readonly statSize?: number;
  /** Seed of the draw, an integer from 0 to 2³² − 1. */
  readonly seed?: number;
}

/**
 * Kolmogorov–Smirnov windowing: the newest values are distributed differently from a random sample of those before them.
 *
 * Drift when the two-sample test of `statSize` against `statSize` values has p ≤ alpha and D > 0.1. The draw uses Python's generator and
 * sampling, so that the same seed gives the answers of River 0.26's `drift.KSWIN`; there the seed is random unless given, here it is 0. It looks at every
 * value, so a long stream without change eventually gives an alarm. It never warns.
 *
 * @returns a detector of finite values; memory is the window
 * @throws RangeError when an option is out of range
 * @see Raab, Heusinger & Schleif, Reactive Soft Prototype Computing for Concept Drift Streams (2020)
 */
export function createKswin({ alpha = 0.005, windowSize = 100, statSize = 30, seed = 0 }: KswinOptions = {}): StreamDetector {
  requireDetectorOption(alpha >= 0 && alpha <= 1, 'kswin needs alpha from 0 to 1', alpha);
  requireDetectorOption(
    Number.isInteger(statSize) && statSize > 0 && statSize <= MOST_NEWEST,
    `kswin needs 1 to ${MOST_NEWEST} newest values`,
    statSize,
  );
  requireDetectorOption(
    Number.isInteger(windowSize) && windowSize >= 2 * statSize,
    'kswin needs a window of twice the newest values',
    windowSize,
  );
  const fewestSteps = fewestSignificantSteps(statSize, alpha);
  const [older, newest] = [new Float64Array(statSize), new Float64Array(statSize)];
  const ring = new Float64Array(windowSize);
  let [count, next] = [0, mersenneTwister(seed)];

  function update(value: number): StreamSignal {
    requireFiniteStreamValue('kswin', value);
    ring[count % windowSize] = value;
    count += 1;
    if (count < windowSize) return 'none';
    const drawn = sampleIndices(next, windowSize - statSize, statSize);
    for (let i = 0; i < statSize; i++) {
      older[i] = ring[(count + (drawn[i] as number)) % windowSize] as number;
      newest[i] = ring[(count + windowSize - statSize + i) % windowSize] as number;
    }
    if (largestSteps(older.sort(), newest.sort()) < fewestSteps) return 'none';
    [count, next] = [0, mersenneTwister(seed)];
    return 'drift';
  }

  return { update };
}

/**
 * Fewest steps, of 1/rows each, by which two samples of that many rows must differ for p ≤ alpha and D > 0.1.
 *
 * The p-value of equal sizes falls with the steps and depends on nothing else, so no look needs to compute it.
 */
function fewestSignificantSteps(rows: number, alpha: number): number {
  let [low, high] = [Math.floor(rows * 0.1) + 1, rows + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (exactKsPValue(rows, rows, middle) <= alpha) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Largest difference of the counts at or below a value, of two ascending samples of one size. */
function largestSteps(a: Float64Array, b: Float64Array): number {
  const size = a.length;
  let [i, j, largest] = [0, 0, 0];
  while (i < size && j < size) {
    const value = Math.min(a[i] as number, b[j] as number);
    while (i < size && (a[i] as number) <= value) i++;
    while (j < size && (b[j] as number) <= value) j++;
    largest = Math.max(largest, Math.abs(i - j));
  }
  return largest;
}
