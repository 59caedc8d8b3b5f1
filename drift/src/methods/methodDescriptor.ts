import type { CategoricalPair, ColumnPair, NumericPair } from '@modelmonitor/tables';
import type { MethodResult } from './methodResult.ts';

/**
 * All there is to know about one drift method. What the resource accepts, the docs, the help of the command line, the pages and the JSON of
 * Evidently take it from here (`npm run generate`).
 */
export type MethodDescriptor = MethodFacts &
  (
    | Comparison<'numbers', NumericPair>
    /** Numbers and categories; of a numeric column each value may count as a category. */
    | Comparison<'any', ColumnPair>
    /** Columns that look like text; the resource cannot choose such a method, it is chosen for them. */
    | Comparison<'texts', CategoricalPair>
  );

interface MethodFacts {
  /** Name in `spec.drift.methods`, on the command line and in the report. */
  readonly name: string;
  /** What the score is: a p-value (small means drift) or a distance (large means drift). */
  readonly score: 'p_value' | 'distance';
  /** How the score compares with the threshold when the column drifted; Evidently's operators, which differ. */
  readonly drift: '≤' | '<' | '≥' | '>';
  /** Threshold when none is chosen (Evidently 0.7.21). */
  readonly threshold: number;
  /**
   * Whether chance alone can take the score past its threshold too often, so that a two-sample test has to be significant as well. True of
   * distances, which are large when rows are few; of tests that treat the reference as exact instead of as a sample, or that approximate
   * small counts; and of permutation tests, whose p-value is 0 in one of so many permutations.
   */
  readonly needsSignificance: boolean;
  /** Set where the statistic is the largest difference of two distribution functions, which is the size of the effect already. */
  readonly statisticIsEffect?: true;
  /**
   * Which counts of the current column the method can be computed from, where rows stay in a database: rows between the distinct values of
   * the reference (`edges`), also their mean on both sides of where the distribution functions cross (`crossings`), rows in the bins of
   * `binnedShares` (`bins`), or mean and deviation (`moments`). A method without needs the rows of every distinct value.
   */
  readonly fromCounts?: 'edges' | 'crossings' | 'bins' | 'moments';
  /** For people: what a statistician calls it, what its score is, and what it compares, as a phrase for the docs. */
  readonly words: { readonly title: string; readonly score: string; readonly about: string };
  /** What Evidently 0.7.21 calls it in its output. */
  readonly evidently: string;
}

interface Comparison<Takes extends string, Pair> {
  /** Which columns it compares. */
  readonly takes: Takes;
  /**
   * Compares both sides of a column, which have at least one usable value each.
   *
   * @throws RangeError when the values cannot be compared
   */
  readonly compare: (pair: Pair) => MethodResult;
}
