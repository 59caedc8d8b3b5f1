import { expectedCalibrationError } from './expectedCalibrationError.ts';
import { calibrated, isotonicCalibration } from './isotonicCalibration.ts';
import { rocAucOfSorted } from './rocAuc.ts';

const SPLITS = 10;
const TEST_SHARE = 0.1;
/** More rows than this do not change the decision, only its price. */
const MAX_ROWS = 200_000;

interface Sides {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/**
 * Whether isotonic calibration would lower the calibration error of scores, by cross-validation as NannyML does it.
 *
 * Ten stratified splits fit on 90 % and calibrate the other 10 %; the answer is yes when the error over all ten test parts together falls.
 * No for a single class, for a nearly perfect order (area under the curve above 0.999), and for under ten rows of a class.
 *
 * @param positives scores of the rows whose outcome is 1, ascending
 * @param negatives scores of the rows whose outcome is 0, ascending
 * @param random gives uniform numbers in [0, 1), such as `randomFromSeed`
 * @returns whether to calibrate
 * @see NannyML 0.13 calibration.py, `needs_calibration`
 * @example
 * needsCalibration(Float64Array.of(0.9), Float64Array.of(0.1), () => 0.5) // => false
 */
export function needsCalibration(positives: Float64Array, negatives: Float64Array, random: () => number): boolean {
  if (Math.min(positives.length, negatives.length) < 1 / TEST_SHARE) return false;
  if (rocAucOfSorted(positives, negatives).value > 0.999) return false;
  const step = Math.ceil((positives.length + negatives.length) / MAX_ROWS);
  const sides = { positives: thinned(positives, step), negatives: thinned(negatives, step) };
  const tests = Array.from({ length: SPLITS }, () => calibratedTest(sides, random));
  const error = (of: (test: (typeof tests)[number]) => Sides) =>
    expectedCalibrationError(join(tests.map((test) => of(test).positives)), join(tests.map((test) => of(test).negatives)));
  return error(({ before }) => before) > error(({ after }) => after);
}

function calibratedTest({ positives, negatives }: Sides, random: () => number): { readonly before: Sides; readonly after: Sides } {
  const hits = split(positives, random);
  const misses = split(negatives, random);
  const curve = isotonicCalibration(hits.train, misses.train);
  return {
    before: { positives: hits.test, negatives: misses.test },
    after: { positives: calibrated(curve, hits.test), negatives: calibrated(curve, misses.test) },
  };
}

/** Both parts keep the order (selection sampling: Knuth, volume 2, algorithm 3.4.2 S). */
function split(sorted: Float64Array, random: () => number): { readonly train: Float64Array; readonly test: Float64Array } {
  const test = new Float64Array(Math.ceil(sorted.length * TEST_SHARE));
  const train = new Float64Array(sorted.length - test.length);
  let [tested, trained] = [0, 0];
  for (const [index, score] of sorted.entries()) {
    if (random() * (sorted.length - index) < test.length - tested) test[tested++] = score;
    else train[trained++] = score;
  }
  return { train, test };
}

function thinned(sorted: Float64Array, step: number): Float64Array {
  return step <= 1 ? sorted : Float64Array.from({ length: Math.floor(sorted.length / step) }, (_, index) => sorted[index * step] as number);
}

function join(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all.sort();
}
