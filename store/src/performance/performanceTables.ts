import type { PerformanceRecord } from './performanceRecord.ts';

/** Milliseconds of the periods that figures are stored for; days are UTC. */
export const periodMilliseconds = { hour: 3_600_000, day: 86_400_000 } as const;

export type PeriodLength = keyof typeof periodMilliseconds;

/** One hour or day of one version. */
export interface PeriodKey {
  readonly by: PeriodLength;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly version: string;
}

/** A period to compute again, because labels or rows came. */
export interface TouchedPeriod extends PeriodKey {
  /** How often it was touched: a record saved with this number covers everything up to it. */
  readonly marks: number;
}

/** Which stored figures are read. */
export interface PerformanceQuery {
  readonly by: PeriodLength;
  readonly version?: string | undefined;
  /** Start of the first period, in milliseconds since 1970; unbounded when absent. */
  readonly from?: number | undefined;
  /** Before which periods start; unbounded when absent. */
  readonly to?: number | undefined;
}

/** Predictions of a range as performance needs them: without features. All arrays have one entry per row. */
export interface OutcomePage {
  /** Classes of the model, then labels that it does not have; empty for a regression. */
  readonly classes: readonly string[];
  /** How many of these the model has: 0 for a regression. */
  readonly modelClasses: number;
  readonly rows: number;
  readonly times: Float64Array;
  readonly versions: readonly string[];
  /** Index into `versions`. */
  readonly versionOf: Uint16Array;
  /** Class index or predicted value; NaN without a prediction. */
  readonly predictions: Float64Array;
  /** Row-major, rows × classes of the model; NaN where it gave none. */
  readonly probabilities: Float64Array;
  /** Class index or value of the newest label; NaN without one. */
  readonly actuals: Float64Array;
  /** When the newest label arrived, in milliseconds since 1970; NaN without one. */
  readonly labelTimes: Float64Array;
}

/** A saved record. */
export interface SavedPerformance extends PeriodKey {
  readonly record: PerformanceRecord;
}

/**
 * Figures by period, and which periods have to be computed again. Each database has one implementation.
 *
 * A touched period is due at a time; whoever claims it gets it for a while, so that several processes share the work. `save` takes a
 * record only if none that covers more was saved before, so that two processes that computed the same period do no harm.
 */
export interface PerformanceTables {
  /** Claims periods that are due, at most so many, and puts them off by a lease for the case that this process ends. */
  claimTouched(claim: {
    readonly now: number;
    readonly leaseMilliseconds: number;
    readonly most: number;
  }): Promise<readonly TouchedPeriod[]>;
  /** Rows with a time from `from` to before `to` of one version or all, in pages of bounded size. */
  readOutcomes(range: { readonly from: number; readonly to: number; readonly version?: string }): AsyncIterable<OutcomePage>;
  /** Saves records, each only if it covers more than what is stored, and touches their days, due then. */
  save(records: readonly (TouchedPeriod & { readonly record: PerformanceRecord })[], daysDue: number | undefined): Promise<void>;
  read(query: PerformanceQuery): Promise<readonly SavedPerformance[]>;
}
