import { type Design, linearPrediction, normalEquations } from './normalEquations.ts';

const MOST_STEPS = 25;
const LARGEST_STEP = 4;
const TOLERANCE = 1e-6;

/**
 * Weights that make rows of two sides comparable: the features' means are then (but for the ridge) equal on both.
 *
 * A logistic regression tells the sides apart, e(x) = P(current | features). A reference row weighs e(x), a current row 1 − e(x): most
 * where both sides have rows, nothing where only one has. All weights are from 0 to 1, so no row dominates.
 *
 * @param design columns over the rows of the reference, then those of the current side
 * @param referenceRows how many rows come first
 * @returns a weight for each row
 * @see Li, Morgan & Zaslavsky, Balancing Covariates via Propensity Score Weighting (2018), theorem 3
 */
export function overlapWeights(design: Design, referenceRows: number, rows: number): Float64Array {
  let coefficients = new Float64Array(design.length + 1);
  coefficients[0] = Math.log((rows - referenceRows) / referenceRows);
  for (let step = 0; step < MOST_STEPS; step++) {
    const change = newtonStep({ design, coefficients, referenceRows, rows });
    const largest = change.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const damping = Math.min(1, LARGEST_STEP / Math.max(largest, Number.MIN_VALUE));
    coefficients = coefficients.map((value, index) => value + damping * (change[index] as number));
    if (largest < TOLERANCE) break;
  }
  return probabilities(design, coefficients, rows).map((chance, row) => (row < referenceRows ? chance : 1 - chance));
}

interface Fit {
  readonly design: Design;
  readonly coefficients: Float64Array;
  readonly referenceRows: number;
  readonly rows: number;
}

function newtonStep({ design, coefficients, referenceRows, rows }: Fit): Float64Array {
  const chances = probabilities(design, coefficients, rows);
  const weights = chances.map((chance) => chance * (1 - chance));
  const weighted = chances.map((chance, row) => (row < referenceRows ? 0 : 1) - chance);
  return normalEquations(design, { weights, weighted, start: coefficients });
}

function probabilities(design: Design, coefficients: Float64Array, rows: number): Float64Array {
  return linearPrediction(design, coefficients, rows).map((logit) => 1 / (1 + Math.exp(-logit)));
}
