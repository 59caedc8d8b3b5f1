import type { DriftMethod } from '@modelmonitor/api';
import type { ColumnKind } from './trustColumns.ts';

/** Corrections that are compared. */
export const trustCorrections = ['none', 'bonferroni', 'benjaminiHochberg'] as const;

export type TrustMethod = DriftMethod | 'auto';

/** Some runs of the simulation: several methods on the same columns of one kind and size. */
export interface TrustTask {
  readonly methods: readonly TrustMethod[];
  readonly kind: ColumnKind;
  /** Rows of reference and current, each. */
  readonly rows: number;
  readonly features: number;
  readonly runs: number;
  /** Mean of the first feature's current rows, in standard deviations; 0 asks for false alarms. */
  readonly shift: number;
  readonly seed: number;
}

/** Runs of one method that alarmed, by correction. */
export interface TrustCounts {
  /** Runs in which a feature that did not move was called drifted. */
  readonly falseAlarms: readonly number[];
  /** Runs in which the feature that moved was. */
  readonly found: readonly number[];
  /** Runs in which the whole data set was called drifted. */
  readonly dataset: readonly number[];
}
