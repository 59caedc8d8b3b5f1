import type { CompiledForest } from '../forest/compileForest.ts';
import { coversOf } from './coversOf.ts';
import type { Background, Explainer } from './explainer.ts';
import { type LeafPaths, leafPaths } from './leafPaths.ts';
import { type PathQuadrature, pathQuadratures } from './pathQuadratures.ts';

/**
 * Exact path-dependent TreeSHAP: the Shapley values of the game in which a split on a feature outside of a coalition sends a row down
 * both branches, weighted by the background rows that go there (Lundberg, Erion & Lee, Consistent Individualized Feature Attribution for
 * Tree Ensembles, 2018, algorithm 2; Lundberg et al., From local explanations to global understanding, Nature Machine Intelligence 2020).
 *
 * A leaf's part of the game is a product over the features of its path: 1 or 0 (the row goes the leaf's way, or not) inside of the
 * coalition, the share of the background that goes this way outside of it. The Shapley value of such a product is an integral of its
 * multilinear extension (Owen, Multilinear Extensions of Games, 1972):
 *
 *     φᵢ = v · (oᵢ − zᵢ) · ∫₀¹ Π_{j≠i} (t·oⱼ + (1−t)·zⱼ) dt
 *
 * Its integrand is a polynomial, which Gauss–Legendre quadrature integrates exactly; all terms are positive, so nothing cancels, unlike
 * in the algorithm's own UNWIND. Time is O(leaves · depth²) a row, as there; splits on the same feature are put together first, as in
 * GPUTreeShap (Mitchell, Frank & Holmes, 2022).
 *
 * @throws RangeError when there is no background row, or the forest answers with a median: that is no sum over trees
 */
export function forestExplainer(forest: CompiledForest, background: Background): Explainer {
  if (!(background.count > 0)) throw new RangeError(`an explanation needs background rows, got ${background.count}`);
  if (forest.aggregation === 'median') throw new RangeError('an explanation needs a forest that votes or takes the mean, got the median');
  const paths = leafPaths(forest, coversOf(forest, background.rows, background.count));
  const outputs = Math.max(1, forest.classCount);
  const width = forest.featureCount;
  const addRow = rowAdder(paths, outputs);
  return {
    outputs,
    base: baseOf(paths, outputs),
    contributions(rows, count) {
      if (rows.length !== count * width)
        throw new RangeError(`${count} rows of ${width} features take ${count * width} numbers, got ${rows.length}`);
      // Infinity goes right at every split, as does the largest number; an upper bound of Infinity lets only the latter through.
      const inputs = rows.map((value) => (value === Infinity ? Number.MAX_VALUE : value));
      const sums = new Float64Array(count * width * outputs);
      for (let row = 0; row < count; row++) {
        addRow(inputs.subarray(row * width, (row + 1) * width), sums.subarray(row * width * outputs, (row + 1) * width * outputs));
      }
      return sums;
    },
  };
}

/** The mean answer over the background: each leaf's value by the share of the rows that come to it. */
function baseOf({ starts, values, outputs: outputOf, shares }: LeafPaths, outputs: number): Float64Array {
  const base = new Float64Array(outputs);
  for (let leaf = 0; leaf < values.length; leaf++) {
    const share = shares.subarray(starts[leaf], starts[leaf + 1]).reduce((product, one) => product * one, 1);
    const output = outputOf[leaf] as number;
    base[output] = (base[output] as number) + share * (values[leaf] as number);
  }
  return base;
}

type AddRow = (inputs: Float64Array, sums: Float64Array) => void;

/** Adds what every leaf says of one row. With k conditions missed, those have ∫ Π(…)·(1−t)ᵏ⁻¹ in common and only those met differ. */
function rowAdder(
  { starts, values, outputs: outputOf, features, lows, highs, missing, shares, longest }: LeafPaths,
  outputs: number,
): AddRow {
  const quadratures = pathQuadratures(longest);
  const [met, missed] = [new Int32Array(longest), new Int32Array(longest)];
  const ofMet: MetConditions = { shares: new Float64Array(longest), factors: new Float64Array(longest), sums: new Float64Array(longest) };
  return (inputs, sums) => {
    for (let leaf = 0; leaf < values.length; leaf++) {
      const [start, end] = [starts[leaf] as number, starts[leaf + 1] as number];
      let [metCount, missedCount, missedShare] = [0, 0, 1];
      for (let place = start; place < end; place++) {
        const feature = features[place] as number;
        const input = inputs[feature] as number;
        const isMet = Number.isNaN(input) ? missing[place] === 1 : input >= (lows[place] as number) && input < (highs[place] as number);
        if (isMet) {
          ofMet.shares[metCount] = shares[place] as number;
          met[metCount++] = feature;
        } else {
          missedShare *= shares[place] as number;
          missed[missedCount++] = feature;
        }
      }
      // No background row goes there either, or the leaf is the whole tree.
      if (missedShare === 0 || start === end) continue;
      const scale = missedShare * (values[leaf] as number);
      const output = outputOf[leaf] as number;
      const missedPart = scale * integrals(quadratures[end - start] as PathQuadrature, ofMet, metCount);
      for (let index = 0; index < missedCount; index++) {
        const cell = (missed[index] as number) * outputs + output;
        sums[cell] = (sums[cell] as number) - missedPart;
      }
      for (let index = 0; index < metCount; index++) {
        const cell = (met[index] as number) * outputs + output;
        sums[cell] = (sums[cell] as number) + scale * (1 - (ofMet.shares[index] as number)) * (ofMet.sums[index] as number);
      }
    }
  };
}

/** The conditions that a row meets on one path; room for the longest. */
interface MetConditions {
  readonly shares: Float64Array;
  /** Values of their factors at one node. */
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
