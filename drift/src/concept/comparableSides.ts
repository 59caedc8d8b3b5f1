import { quantileSorted } from '@modelmonitor/stats';
import type { Column } from '@modelmonitor/tables';
import type { WeightedErrors } from './binnedErrorTest.ts';
import { featureDesign } from './featureDesign.ts';
import { linearPrediction, normalEquations } from './normalEquations.ts';
import { overlapWeights } from './overlapWeights.ts';
import type { RowErrors } from './rowErrors.ts';

/** Errors larger than all but this share count as that quantile: a mean of heavy-tailed losses would hang on a few rows. */
const LARGEST_ERRORS = 0.01;

/** A side's rows with an error, and its features. */
export interface ErrorSide extends RowErrors {
  readonly features: readonly Column[];
}

export interface ComparableSides {
  /** Features of both sides: the rows of the reference, then those of the current side. */
  readonly features: readonly Column[];
  readonly sides: WeightedErrors;
}

/**
 * Weights the rows of both sides to the same features, and takes from each error what its features lead one to expect.
 *
 * Either step alone would remove the effect of shifted features if its model were right; both together only err by the product of their errors.
 */
export function comparableSides(reference: ErrorSide, current: ErrorSide): ComparableSides {
  const features = commonFeatures(reference, current);
  const referenceRows = reference.errors.length;
  const pooled = concatenate(reference.errors, current.errors);
  const design = featureDesign(features, referenceRows);
  const weights = overlapWeights(design, referenceRows, pooled.length);
  const bounded = boundedErrors(pooled);
  const equal = new Float64Array(pooled.length).fill(1);
  const expected = linearPrediction(design, normalEquations(design, { weights: equal, weighted: bounded }), pooled.length);
  const residuals = bounded.map((error, row) => error - (expected[row] as number));
  return { features, sides: { referenceRows, weights, residuals, errors: pooled } };
}

function boundedErrors(errors: Float64Array): Float64Array {
  // Errors of classes are bounded as they are, and rare ones must not be cut to 0.
  if (errors.every((error) => error === 0 || error === 1)) return errors;
  const bound = quantileSorted(Float64Array.from(errors).sort(), 1 - LARGEST_ERRORS);
  return errors.map((error) => Math.min(bound, error));
}

function commonFeatures(reference: ErrorSide, current: ErrorSide): Column[] {
  return reference.features.flatMap((feature) => {
    const other = current.features.find(({ name }) => name === feature.name);
    const joined = other === undefined ? null : joinColumn(takeRows(feature, reference.rows), takeRows(other, current.rows));
    return joined === null ? [] : [joined];
  });
}

function joinColumn(reference: Column, current: Column): Column | null {
  if (reference.type === 'numeric' && current.type === 'numeric') {
    return { ...reference, values: concatenate(reference.values, current.values) };
  }
  if (reference.type === 'numeric' || current.type === 'numeric') return null;
  return { ...reference, values: [...reference.values, ...current.values] };
}

function takeRows(column: Column, rows: Int32Array): Column {
  return column.type === 'numeric'
    ? { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN) }
    : { ...column, values: Array.from(rows, (row) => column.values[row] ?? null) };
}

function concatenate(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
