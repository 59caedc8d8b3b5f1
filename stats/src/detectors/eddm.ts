import { requireDetectorOption } from './requireStreamValue.ts';
import type { StreamDetector, StreamSignal } from './streamDetector.ts';

export interface EddmOptions {
  /** Errors seen before the first decision. */
  readonly warmStart?: number;
  /** Share of the widest spacing below which it warns. */
  readonly alpha?: number;
  /** Share of the widest spacing below which it is drift. */
  readonly beta?: number;
}

/**
 * Early drift detection method: errors come closer together than they have been.
 *
 * Of the distances between errors it keeps mean m and standard deviation s (ddof 1); (m + 2s) / max(m + 2s) below alpha
 * warns, below beta is drift. Looks only when an error comes, so a warning lasts until the next one. Defaults and order of steps as
 * River 0.26's `drift.binary.EDDM`: the maximum is kept after `warmStart` values, decisions follow after as many errors.
 *
 * @returns a detector of values 0 (right) and 1 (wrong)
 * @throws RangeError when an option is out of range
 * @see Baena-García et al., Early Drift Detection Method (2006)
 */
export function createEddm({ warmStart = 30, alpha = 0.95, beta = 0.9 }: EddmOptions = {}): StreamDetector {
  requireDetectorOption(warmStart >= 0, 'eddm needs a warm start of at least 0 errors', warmStart);
  requireDetectorOption(alpha >= 0 && alpha <= 1, 'eddm needs alpha from 0 to 1', alpha);
  requireDetectorOption(beta >= 0 && beta <= alpha, 'eddm needs beta from 0 to alpha', beta);
  let [count, errors, lastError, mean, squares, widest] = [0, 0, 0, 0, 0, -1];
  let signal: StreamSignal = 'none';

  function addDistance(distance: number): void {
    const before = mean;
    mean += (1 / errors) * (distance - mean);
    squares += (distance - before) * (distance - mean);
  }

  function afterError(): StreamSignal {
    const spacing = mean + 2 * Math.sqrt(errors > 1 ? squares / (errors - 1) : 0);
    if (spacing > widest) {
      widest = spacing;
      return signal;
    }
    if (errors <= warmStart) return signal;
    const level = spacing / widest;
    return level < beta ? 'drift' : level < alpha ? 'warning' : 'none';
  }

  function update(value: number): StreamSignal {
    if (value !== 0 && value !== 1) throw new RangeError(`eddm needs errors that are 0 or 1, got ${value}`);
    if (signal === 'drift') [count, errors, lastError, mean, squares, widest, signal] = [0, 0, 0, 0, 0, -1, 'none'];
    count += 1;
    if (value === 0) return signal;
    errors += 1;
    addDistance(count - lastError);
    lastError = count;
    if (count > warmStart) signal = afterError();
    return signal;
  }

  return { update };
}
