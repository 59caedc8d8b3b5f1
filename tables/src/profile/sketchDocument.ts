import type { SketchDocument } from '@modelmonitor/api';
import type { QuantileSketch } from '@modelmonitor/stats';

/** A sketch as the encoded profile holds it. Counts are differences of ranks, since small numbers are short. */
export function sketchDocument({ values, below, upTo, rankError, distanceError }: QuantileSketch): SketchDocument {
  const between = Array.from(below, (rank, knot) => rank - (knot === 0 ? 0 : (upTo[knot - 1] as number)));
  return {
    rank_error: rankError,
    distance_error: Number.isFinite(distanceError) ? distanceError : null,
    values: Array.from(values),
    at: Array.from(upTo, (rank, knot) => rank - (below[knot] as number)),
    ...(between.some((rows) => rows > 0) ? { between } : {}),
  };
}

/** The sketch that a document holds. */
export function sketchOfDocument({ rank_error, distance_error, values, at, between }: SketchDocument): QuantileSketch {
  const [below, upTo] = [new Float64Array(at.length), new Float64Array(at.length)];
  let rank = 0;
  for (const [knot, rows] of at.entries()) {
    below[knot] = rank + (between?.[knot] ?? 0);
    rank = (below[knot] as number) + rows;
    upTo[knot] = rank;
  }
  return {
    values: Float64Array.from(values),
    below,
    upTo,
    rankError: rank_error,
    distanceError: distance_error ?? Number.POSITIVE_INFINITY,
  };
}
