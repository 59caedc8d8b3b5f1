import { scoreOfMethod } from '@modelmonitor/api/plain';
import { homogeneityTest, ksTwoSample } from '@modelmonitor/stats';
import { type ColumnPair, hasMoreValuesThan } from '@modelmonitor/tables';
import { categoryCounts } from './categoryCounts.ts';
import type { ChosenMethod } from './chosenMethod.ts';

/** A test beside a method: its p-value holds whatever the number of rows on either side. */
export interface Significance {
  readonly test: 'ks' | 'chisquare_homogeneity';
  readonly pValue: number;
}

const UNSOUND: readonly ChosenMethod['method'][] = ['chisquare', 'g_test', 'TVD', 'empirical_mmd'];

/** From so many values on numbers are compared by their order. */
const FEW_VALUES = 5;

/**
 * Whether a method's own score lets chance through: distances, which are large for few rows; `chisquare` and `g_test`, which take the
 * reference for the truth instead of a sample; and permutation tests, whose p-value is 0 in one of so many permutations (all as Evidently
 * defines them).
 */
export function needsSignificance(method: ChosenMethod['method']): boolean {
  return method !== 'text' && (scoreOfMethod[method] === 'distance' || UNSOUND.includes(method));
}

/** The test of both sides that needs no threshold of its own: Kolmogorov–Smirnov for numbers, chi-square of homogeneity for categories. */
export function significance(pair: ColumnPair): Significance {
  if (pair.type === 'numeric' && hasMoreValuesThan(pair.reference.sorted, FEW_VALUES)) {
    return { test: 'ks', pValue: ksTwoSample(pair.reference.sorted, pair.current.sorted).pValue };
  }
  const { reference, current } = categoryCounts(pair);
  return { test: 'chisquare_homogeneity', pValue: homogeneityTest(reference, current).pValue };
}
