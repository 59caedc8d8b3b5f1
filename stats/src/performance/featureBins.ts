import { countBelow } from '../countBelow.ts';
import { quantileBinEdges } from '../quantileBinEdges.ts';

/** Edges between the bins of a feature, ascending; a value equal to an edge lies left of it. */
export type FeatureEdges = Float64Array;

/**
 * Edges that cut a feature into bins of about equally many rows.
 *
 * @param values the feature; missing (NaN) and infinite values are left out
 * @param bins most bins there may be, 2 to 254
 * @returns distinct edges, none for a constant or empty feature
 * @example
 * Array.from(featureEdges(Float64Array.of(1, 2, 3, 4), 2)) // => [2.5]
 */
export function featureEdges(values: Float64Array, bins: number): FeatureEdges {
  const sorted = values.filter(Number.isFinite).sort();
  return sorted.length === 0 ? new Float64Array() : quantileBinEdges(sorted, bins);
}

/**
 * The bin of each value: 0 for missing, 1 for values up to the first edge, and so on.
 *
 * @param values the feature; infinities lie in the outer bins
 * @param edges from `featureEdges`
 * @returns one bin a row
 * @example
 * Array.from(featureBins(Float64Array.of(Number.NaN, 1, 9), Float64Array.of(2.5))) // => [0, 1, 2]
 */
export function featureBins(values: Float64Array, edges: FeatureEdges): Uint8Array {
  const bins = new Uint8Array(values.length);
  for (let row = 0; row < bins.length; row++) {
    const value = values[row] as number;
    bins[row] = Number.isNaN(value) ? 0 : 1 + countBelow(edges, value);
  }
  return bins;
}
