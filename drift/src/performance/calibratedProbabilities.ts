import { randomFromSeed } from '@modelmonitor/stats';
import { calibrated, isotonicCalibration, needsCalibration } from '@modelmonitor/stats/performance';

/** Rows a curve is learned from; of more, one in so many. */
const CALIBRATION_ROWS = 300_000;

/** Gives calibrated probabilities for those a model stated. */
export type Calibration = (columns: readonly Float64Array[]) => readonly Float64Array[];

interface Outcomes {
  /** Class index of each row. */
  readonly actual: Int32Array;
  /** For each class the stated probability of every row. */
  readonly columns: readonly Float64Array[];
  readonly seed: number;
}

/**
 * Calibration learned from labelled rows, as NannyML does it: of two classes the second, of more each on its own and then all scaled to 1;
 * only where cross-validation says that it lowers the calibration error.
 */
export function calibrationOf({ actual, columns, seed }: Outcomes): { readonly calibrate: Calibration; readonly calibrates: boolean } {
  const random = randomFromSeed(seed);
  const step = Math.ceil(actual.length / CALIBRATION_ROWS);
  const curveOf = (index: number): ((scores: Float64Array) => Float64Array) | null => {
    const scores = columns[index] ?? new Float64Array();
    const positives = scores.filter((_, row) => row % step === 0 && actual[row] === index).sort();
    const negatives = scores.filter((_, row) => row % step === 0 && actual[row] !== index).sort();
    if (!needsCalibration(positives, negatives, random)) return null;
    const curve = isotonicCalibration(positives, negatives);
    return (values) => calibrated(curve, values);
  };
  if (columns.length === 2) {
    const curve = curveOf(1);
    return { calibrates: curve !== null, calibrate: ([, second = new Float64Array()]) => complement(curve?.(second) ?? second) };
  }
  const curves = columns.map((_, index) => curveOf(index));
  return {
    calibrates: curves.some((curve) => curve !== null),
    calibrate: (stated) => scaledToOne(stated.map((scores, index) => curves[index]?.(scores) ?? scores)),
  };
}

function complement(second: Float64Array): readonly Float64Array[] {
  return [second.map((value) => 1 - value), second];
}

function scaledToOne(columns: readonly Float64Array[]): readonly Float64Array[] {
  const scaled = columns.map((column) => column.slice());
  for (let row = 0; row < (columns[0]?.length ?? 0); row++) {
    let sum = 0;
    for (const column of columns) sum += column[row] as number;
    for (const column of scaled) column[row] = sum === 0 ? 1 / columns.length : (column[row] as number) / sum;
  }
  return scaled;
}
