import type { LeafPaths } from './leafPaths.ts';
import { type PathQuadrature, pathQuadratures } from './pathQuadratures.ts';

/** Writes, for a leaf and a row, the Shapley value of each of the leaf's conditions, for a leaf of value 1; false where all are 0. */
export type LeafGame = (leaf: number, row: Float64Array, effects: Float64Array) => boolean;

/**
 * The game in which a split on a feature outside of a coalition sends a row down both branches, weighted by the rows that go there (Lundberg,
 * Erion & Lee, Consistent Individualized Feature Attribution for Tree Ensembles, 2018, algorithm 2; Lundberg et al., From local explanations to
 * global understanding, Nature Machine Intelligence 2020): path-dependent TreeSHAP.
 *
 * A leaf's part of the game is a product over the features of its path: 1 or 0 (the row goes the leaf's way, or not) inside of the
 * coalition, the share of the rows that go this way outside of it. The Shapley value of such a product is an integral of its
 * multilinear extension (Owen, Multilinear Extensions of Games, 1972):
 *
 *     φᵢ = v · (oᵢ − zᵢ) · ∫₀¹ Π_{j≠i} (t·oⱼ + (1−t)·zⱼ) dt
 *
 * Its integrand is a polynomial, which Gauss–Legendre quadrature integrates exactly; all terms are positive, so nothing cancels, unlike
 * in the algorithm's own UNWIND. Time is O(leaves · depth²) per row, as there; splits on the same feature are put together first, as in
 * GPUTreeShap (Mitchell, Frank & Holmes, 2022). With k conditions missed, those have ∫ Π(…)·(1−t)ᵏ⁻¹ in common and only those met differ.
 */
export function branchGame({ starts, features, shares, longest, isMet }: LeafPaths): LeafGame {
  const quadratures = pathQuadratures(longest);
  const [met, missed] = [new Int32Array(longest), new Int32Array(longest)];
  const ofMet: MetConditions = { shares: new Float64Array(longest), factors: new Float64Array(longest), sums: new Float64Array(longest) };
  return (leaf, row, effects) => {
    const [start, end] = [starts[leaf] as number, starts[leaf + 1] as number];
    let [metCount, missedCount, missedShare] = [0, 0, 1];
    for (let place = start; place < end; place++) {
      if (isMet(place, row[features[place] as number] as number)) {
        ofMet.shares[metCount] = shares[place] as number;
        met[metCount++] = place - start;
      } else {
        missedShare *= shares[place] as number;
        missed[missedCount++] = place - start;
      }
    }
    // No training or background row goes there either, or the leaf is the whole tree.
    if (missedShare === 0 || start === end) return false;
    const missedPart = missedShare * integrals(quadratures[end - start] as PathQuadrature, ofMet, metCount);
    for (let index = 0; index < missedCount; index++) effects[missed[index] as number] = -missedPart;
    for (let index = 0; index < metCount; index++) {
      effects[met[index] as number] = missedShare * (1 - (ofMet.shares[index] as number)) * (ofMet.sums[index] as number);
    }
    return true;
  };
}

/** The conditions that a row meets on one path; room for the longest. */
interface MetConditions {
  readonly shares: Float64Array;
  /** Values of their factors at one node of the quadrature. */
  readonly factors: Float64Array;
  /** Takes the integral for each. */
  readonly sums: Float64Array;
}

/** @returns the integral that all missed conditions share */
function integrals({ size, nodes, weights }: PathQuadrature, { shares, factors, sums }: MetConditions, metCount: number): number {
  const missedCount = size - metCount;
  for (let index = 0; index < metCount; index++) sums[index] = 0;
  let missedSum = 0;
  for (let node = 0; node < nodes.length; node++) {
    const t = nodes[node] as number;
    let product = 1;
    for (let index = 0; index < metCount; index++) {
      const factor = t + (1 - t) * (shares[index] as number);
      factors[index] = factor;
      product *= factor;
    }
    const place = node * (size + 1) + missedCount;
    if (missedCount > 0) missedSum += product * (weights[place - 1] as number);
    const weighted = product * (weights[place] as number);
    for (let index = 0; index < metCount; index++) sums[index] = (sums[index] as number) + weighted / (factors[index] as number);
  }
  return missedSum;
}
