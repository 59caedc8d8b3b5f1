import type { ModelContract } from '../model.ts';

export const forestFileFormat = 'modelmonitor/forest';
export const forestFormatVersion = 1;

/**
 * One decision tree, its nodes in preorder: a split is followed by its whole left branch, then its whole right branch.
 * The order alone says which node is whose child, so the file holds no links, and none can be wrong or lead in a circle.
 *
 * A row goes left where its feature is less than the split's threshold, right otherwise; a missing value (NaN) goes right.
 */
export interface ForestTree {
  /** Per node: the index of the feature it splits on, or -1 for a leaf. */
  readonly feature: readonly number[];
  /** Per node: a split's threshold; a leaf's class index or predicted value. */
  readonly value: readonly number[];
}

/** How the trees' answers become one: the most votes (on a tie, the class that first reached them), the mean, or the lower median. */
export type ForestAggregation = 'vote' | 'mean' | 'median';

/** What a forest was trained on and for: all of a forest file but the trees. */
export interface ForestDescription {
  /** Feature names, in the order of a row. */
  readonly features: readonly string[];
  /** The values of each categorical feature, by feature name; a row holds the value's index in its list. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  /** Class names by class index; empty for regression. */
  readonly classes: readonly string[];
  /** Free form, for people: algorithm, seed, rows, scores. */
  readonly training: Readonly<Record<string, unknown>>;
}

/** A forest model file: one JSON object. */
export interface ForestFile extends ForestDescription {
  readonly format: typeof forestFileFormat;
  readonly formatVersion: typeof forestFormatVersion;
  readonly task: ModelContract['task'];
  readonly aggregation: ForestAggregation;
  readonly trees: readonly ForestTree[];
}
