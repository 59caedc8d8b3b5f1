import { type Badness, knotsAtGaps } from './knotsAtGaps.ts';
import { knotsByRank } from './knotsByRank.ts';
import { type QuantileSketch, sketchRows } from './quantileSketch.ts';
import { rankCursor } from './rankCursor.ts';
import { roundUp } from './roundUp.ts';
import { sketchDistance } from './sketchDistance.ts';

/** Share of the knots that are laid by rank; the rest goes where the sketch is then worst. */
const BY_RANK = 0.7;

/** Share of the knots that goes where the sketch is then worst by area, at most; far fewer repair a gap. */
const BY_AREA = 0.1;

/** A gap has two edges, and the second shows when the first is repaired. */
const AREA_PASSES = 4;

/** Passes over the full sketch to find its worst places, at most; each finds one a cell, and two are enough for most samples. */
const PASSES = 6;

/**
 * A sketch of no more than so many knots, with whole ranks; its errors include what the thinning cost, measured. A sketch that has few enough
 * knots keeps them all.
 *
 * @param sketch any sketch
 * @param knots at least 2
 * @throws RangeError when fewer knots are requested
 * @example
 * thinnedSketch(sketchOfSorted(Float64Array.of(1, 2, 3, 4)), 2).values // => [1, 4]
 */
export function thinnedSketch(sketch: QuantileSketch, knots: number): QuantileSketch {
  if (!(knots >= 2)) throw new RangeError(`a sketch needs at least 2 knots, got ${knots}`);
  if (sketchRows(sketch) === 0) return sketch;
  const thinned = atValues(sketch, sketch.values.length <= knots ? sketch.values : valuesToKeep(sketch, knots));
  const cost = sketchDistance(sketch, thinned);
  const rankError = Math.min(1, roundUp(sketch.rankError + cost.rank));
  return { ...thinned, rankError, distanceError: roundUp(sketch.distanceError + cost.distance) };
}

function valuesToKeep(sketch: QuantileSketch, knots: number): Float64Array {
  let values = knotsByRank(sketch, Math.max(2, Math.floor(knots * BY_RANK)));
  const perPass = Math.floor((knots * BY_AREA) / AREA_PASSES);
  for (let pass = 0; pass < AREA_PASSES; pass++) values = withWorst(sketch, values, { most: perPass, by: 'area' });
  for (let pass = 1; pass <= PASSES && values.length < knots; pass++) {
    const free = knots - values.length;
    const more = withWorst(sketch, values, { most: pass === 1 ? Math.ceil(free / 2) : free, by: 'rows' });
    if (more.length === values.length) break;
    values = more;
  }
  return values;
}

/** The knots, and values where the sketch is worst with them. */
function withWorst(sketch: QuantileSketch, values: Float64Array, limit: { most: number; by: Badness }): Float64Array {
  if (limit.most === 0) return values;
  return Float64Array.from(new Set([...values, ...knotsAtGaps(sketch, atValues(sketch, values), limit)])).sort();
}

/** The sketch as it is at some values, in whole rows. */
function atValues(sketch: QuantileSketch, values: Float64Array): QuantileSketch {
  const [below, upTo] = [new Float64Array(values.length), new Float64Array(values.length)];
  const cursor = rankCursor(sketch);
  for (const [knot, value] of values.entries()) {
    cursor.moveTo(value);
    below[knot] = Math.round(cursor.below);
    upTo[knot] = Math.round(cursor.upTo);
  }
  return { values, below, upTo, rankError: 0, distanceError: 0 };
}
