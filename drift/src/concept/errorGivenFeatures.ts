import type { ConceptDriftReport } from '@modelmonitor/api';
import { type BinComparison, type BinnedErrorTest, binnedErrorTest, effectiveRows, type WeightedErrors } from './binnedErrorTest.ts';
import { comparableSides, type ErrorSide } from './comparableSides.ts';
import { type FeatureBins, featureBins, shortNumber } from './featureBins.ts';
import { holmAdjusted } from './holmAdjusted.ts';
import { errorsAt } from './rowErrors.ts';
import { sampledPositions } from './sampledPositions.ts';

const MIN_ROWS = 50;
const MOST_ROWS = 10_000;
const MOST_FEATURES = 10;
/** Rows of each side, as so many of equal weight, that have features which the other side has too. */
const MIN_COMMON_ROWS = 30;
/** Weight of a side, as a share of what it would be if the features had not shifted: 10 % is a shift by about three deviations. */
const MIN_COMMON_SHARE = 0.1;

export type ErrorGivenFeaturesReport = NonNullable<ConceptDriftReport['error_given_features']>;

export interface ErrorGivenFeaturesOptions {
  /** Significance level of the whole test. */
  readonly threshold: number;
  /** Chooses the rows where a side has more than 10 000. */
  readonly seed: number;
  /** How many comparisons the whole test consists of, 1 unless given: p-values are multiplied by it. */
  readonly comparisons?: number;
  /** Describes which current rows these are; absent when they are all. */
  readonly part?: string;
}

/**
 * Does the model err differently on the same features than it did on the reference: has P(error | features) changed?
 *
 * The rows are weighted so that both sides have the same features (see `overlapWeights`), so that shifted inputs alone are no alarm. Then errors are compared over all
 * rows and within the bins of every feature (see `binnedErrorTest`); Holm's correction over these tests holds the chance of any false alarm at the threshold. Two-sided: a
 * model that errs less is a changed relation too. The reference's errors must be of rows that the model was not trained on.
 */
export function errorGivenFeatures(reference: ErrorSide, current: ErrorSide, options: ErrorGivenFeaturesOptions): ErrorGivenFeaturesReport {
  const { threshold, seed } = options;
  const rows = Math.min(reference.errors.length, current.errors.length);
  if (rows < MIN_ROWS) return unknown(threshold, `needs ${MIN_ROWS} rows with label and prediction on both sides, got ${rows}`);
  const { features, sides } = comparableSides(thinned(reference, seed), thinned(current, seed + 1));
  if (features.length === 0) return unknown(threshold, 'needs a feature that both sides have');
  const overlap = overlapProblem(sides);
  if (overlap !== null) return unknown(threshold, overlap);
  const overall = binnedErrorTest(sides, new Uint8Array(sides.errors.length));
  if (overall === null) return unknown(threshold, 'the errors do not vary');
  return testReport({
    overall,
    options,
    byFeature: features.flatMap((feature) => featureTest(feature.name, featureBins(feature, sides.referenceRows), sides)),
  });
}

interface TestedFeature {
  readonly name: string;
  readonly test: BinnedErrorTest;
  readonly names: readonly string[];
}

interface Tests {
  readonly overall: BinnedErrorTest;
  readonly byFeature: readonly TestedFeature[];
  readonly options: ErrorGivenFeaturesOptions;
}

function testReport({ overall, byFeature, options }: Tests): ErrorGivenFeaturesReport {
  const { threshold, comparisons = 1, part } = options;
  const place = part === undefined ? '' : ` in ${part}`;
  const all = [overall, ...byFeature.map(({ test }) => test)];
  const adjusted = holmAdjusted(all.map(({ pValue }) => pValue)).map((pValue) => Math.min(1, comparisons * pValue));
  const strongest = all.reduce((best, test) => (test.pValue < best.pValue ? test : best));
  const pValue = Math.min(...adjusted);
  const [everywhere] = overall.compared as [BinComparison];
  return {
    statistic: strongest.statistic,
    p_value: pValue,
    threshold,
    verdict: pValue < threshold ? 'drifted' : 'stable',
    error: { reference: everywhere.reference, current: everywhere.current },
    features: byFeature
      .map(({ name, names, test }, index) => ({
        name,
        p_value: adjusted[index + 1] as number,
        detail: `${detail(name, names, test.compared)}${place}`,
      }))
      .filter((feature) => feature.p_value < threshold)
      .sort((a, b) => a.p_value - b.p_value)
      .slice(0, MOST_FEATURES),
  };
}

function featureTest(name: string, { bins, names }: FeatureBins, sides: WeightedErrors): TestedFeature[] {
  const test = binnedErrorTest(sides, bins);
  // One bin is all rows: that test is the overall one.
  return test === null || test.compared.length < 2 ? [] : [{ name, names, test }];
}

function detail(name: string, names: readonly string[], compared: readonly BinComparison[]): string {
  const { bin, current, reference } = compared.reduce((most, one) => (Math.abs(one.z) > Math.abs(most.z) ? one : most));
  return `${name} ${names[bin]}: error ${shortNumber(current, 3)} instead of ${shortNumber(reference, 3)}`;
}

function thinned(side: ErrorSide, seed: number): ErrorSide {
  const { errors, features } = side;
  return errors.length <= MOST_ROWS ? side : { features, ...errorsAt(side, sampledPositions(errors.length, MOST_ROWS, seed)) };
}

/** What is wrong with the rows that both sides have in common; null when they can be compared. */
function overlapProblem({ weights, referenceRows }: WeightedErrors): string | null {
  const sides = [weights.subarray(0, referenceRows), weights.subarray(referenceRows)];
  const sums = sides.map((side) => ({ weight: sum(side), squaredWeight: sum(side.map((weight) => weight * weight)) }));
  const rows = Math.min(...sums.map(effectiveRows));
  if (rows < MIN_COMMON_ROWS) return `the features hardly overlap: ${Math.floor(rows)} comparable rows, needs ${MIN_COMMON_ROWS}`;
  // Sides with the same features have a weight of n · m / (n + m) each.
  const [reference, current] = sides.map((side) => side.length) as [number, number];
  const share = (Math.min(...sums.map(({ weight }) => weight)) * (reference + current)) / (reference * current);
  if (share >= MIN_COMMON_SHARE) return null;
  return `the features hardly overlap: ${Math.floor(share * 100)} % of the rows are comparable, needs ${MIN_COMMON_SHARE * 100} %`;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function unknown(threshold: number, reason: string): ErrorGivenFeaturesReport {
  return { statistic: null, p_value: null, threshold, verdict: 'unknown', reason, features: [] };
}
