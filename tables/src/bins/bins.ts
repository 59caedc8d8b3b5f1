/**
 * Bins of a numeric column: the inner edges are the reference's deciles, rounded where that cuts the same rows, so at
 * most ten bins.
 *
 * Bin i holds edges[i − 1] < value ≤ edges[i] (a value equal to an edge belongs to the bin below it); infinities fall into the outer
 * bins. `assignBin` of the statistics room gives the same index.
 */
export interface NumericBins {
  readonly kind: 'numeric';
  readonly edges: readonly number[];
  /** One label a bin, such as `-Inf..12.08`, `12.08..12.6`, `12.6..+Inf`, and `missing` at the end. */
  readonly labels: readonly string[];
  /** Share of the reference rows in each bin, in the order of the labels; sums to 1. */
  readonly ratios: readonly number[];
}

/** Bins of a categorical column: its most frequent categories, at most 50. */
export interface CategoricalBins {
  readonly kind: 'categorical';
  readonly categories: readonly string[];
  /** The categories, then `other` and `missing`; in brackets where a category already has that name. */
  readonly labels: readonly string[];
  /** Share of the reference rows in each bin, in the order of the labels; sums to 1. */
  readonly ratios: readonly number[];
}

export type ColumnBins = NumericBins | CategoricalBins;

/** How the reference spreads over the bins of each feature, by name, and of the prediction when the reference has one. */
export interface ReferenceBins {
  readonly features: Readonly<Record<string, ColumnBins>>;
  readonly prediction: ColumnBins | null;
}
