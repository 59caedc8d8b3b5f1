import type { ModelContract } from '../model.ts';

export const forestFileFormat = 'modelmonitor/forest';
/** Version 2 adds splits whose missing values go left; a forest without them is written as version 1. */
export const forestFormatVersions = [1, 2] as const;

/**
 * One decision tree, its nodes in preorder: a split is followed by its whole left branch, then its whole right branch.
 * The order alone says which node is whose child, so the file holds no links, and none can be wrong or lead in a circle.
 *
 * A row goes left where its feature is less than the split's threshold, right otherwise. A missing value (NaN) goes right, or left where the
 * split says so (version 2). A category that the model does not know is a missing value to it.
 */
export interface ForestTree {
  /** Per node: the index of the feature it splits on, -1 for a leaf, or -2 - index for a split whose missing values go left. */
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
  readonly formatVersion: (typeof forestFormatVersions)[number];
  readonly task: ModelContract['task'];
  readonly aggregation: ForestAggregation;
  readonly trees: readonly ForestTree[];
}
