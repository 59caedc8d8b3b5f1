import { type QuantileSketch, thinnedSketch } from '@modelmonitor/stats';
import type { ColumnBudget } from './columnBudget.ts';

/** No knot is shorter: a digit and a comma, twice. */
const LEAST_KNOT_BYTES = 4;
const USUAL_KNOT_BYTES = 15;

/**
 * A sketch cut to a budget: as it is when it fits, else its most telling knots.
 *
 * @param bytesOf length of the sketch as it is written
 */
export function fitSketch(
  sketch: QuantileSketch,
  { exactBytes, thinnedBytes }: ColumnBudget,
  bytesOf: (sketch: QuantileSketch) => number,
): QuantileSketch {
  const all = sketch.values.length;
  if (all * LEAST_KNOT_BYTES <= exactBytes) {
    const whole = thinnedSketch(sketch, Math.max(2, all));
    if (bytesOf(whole) <= (whole.rankError > 0 ? thinnedBytes : exactBytes)) return whole;
  }
  let knots = Math.max(2, Math.min(all, Math.floor(thinnedBytes / USUAL_KNOT_BYTES)));
  for (;;) {
    const thinned = thinnedSketch(sketch, knots);
    const bytes = bytesOf(thinned);
    if (bytes <= thinnedBytes || knots === 2) return thinned;
    knots = Math.max(2, Math.min(knots - 1, Math.floor(knots * (thinnedBytes / bytes) * 0.98)));
  }
}
