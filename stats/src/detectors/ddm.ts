import { requireDetectorOption } from './requireStreamValue.ts';
import type { StreamDetector, StreamSignal } from './streamDetector.ts';

export interface DdmOptions {
  /** Values seen before the first decision. */
  readonly warmStart?: number;
  /** Standard deviations above the best error rate that warn, and that mean drift. */
  readonly warningThreshold?: number;
  readonly driftThreshold?: number;
}

/**
 * Drift detection method: the error rate p of a stream rises above the best it has been.
 *
 * With s = √(p (1 − p) / n), the smallest p + s after the warm start is kept; p + s above p_min + 2 s_min warns, above
 * p_min + 3 s_min is drift. Sees rises only. Defaults and order of steps as River 0.26's `drift.binary.DDM`.
 *
 * @returns a detector of values from 0 to 1: 1 for a wrong prediction, 0 for a right one
 * @throws RangeError when an option is out of range
 * @see Gama, Medas, Castillo & Rodrigues, Learning with Drift Detection (2004)
 */
export function createDdm({ warmStart = 30, warningThreshold = 2, driftThreshold = 3 }: DdmOptions = {}): StreamDetector {
  requireDetectorOption(warmStart >= 0, 'ddm needs a warm start of at least 0 values', warmStart);
  requireDetectorOption(warningThreshold >= 0, 'ddm needs a warning threshold of at least 0', warningThreshold);
  requireDetectorOption(driftThreshold >= 0, 'ddm needs a drift threshold of at least 0', driftThreshold);
  let [count, rate] = [0, 0];
  let [rateAtBest, deviationAtBest, best] = [0, 0, Number.POSITIVE_INFINITY];

  function signalOf(deviation: number): StreamSignal {
    const level = rate + deviation;
    if (level <= best) [rateAtBest, deviationAtBest, best] = [rate, deviation, level];
    if (level > rateAtBest + driftThreshold * deviationAtBest) return 'drift';
    return level > rateAtBest + warningThreshold * deviationAtBest ? 'warning' : 'none';
  }

  function update(value: number): StreamSignal {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`ddm needs errors from 0 to 1, got ${value}`);
    count += 1;
    rate += (1 / count) * (value - rate);
    if (count <= warmStart) return 'none';
    // Rounding can carry a mean of ones a hair past 1.
    const signal = signalOf(Math.sqrt(Math.max(0, rate * (1 - rate)) / count));
    if (signal === 'drift') [count, rate, best] = [0, 0, Number.POSITIVE_INFINITY];
    return signal;
  }

  return { update };
}
