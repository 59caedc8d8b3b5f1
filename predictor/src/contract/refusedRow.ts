import type { Contract } from './contract.ts';

/** A value that is no category the model knows. */
export interface UnseenCell {
  /** Row of the request. */
  readonly row: number;
  /** Index of the feature. */
  readonly feature: number;
  /** As received, cut. */
  readonly text: string;
}

/** A row in which nothing is wrong but categories that the model does not know. */
export interface RefusedRow {
  readonly contract: Contract;
  /** One value per feature; for an unseen category the number of known ones. */
  readonly cells: Float64Array;
  readonly unseen: readonly UnseenCell[];
  /** Whether drift checks may see it: `unseen` of those features is `capture`. */
  readonly kept: boolean;
}
