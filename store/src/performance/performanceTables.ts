import type { PerformanceRecord } from './performanceRecord.ts';

/** Milliseconds of the periods that figures are stored for; days are UTC. */
export const periodMilliseconds = { hour: 3_600_000, day: 86_400_000 } as const;

export type PeriodLength = keyof typeof periodMilliseconds;

/** Start of the hour or day of a time, both in milliseconds since 1970. */
export function startOf(by: PeriodLength, time: number): number {
  return Math.floor(time / periodMilliseconds[by]) * periodMilliseconds[by];
}

/** One hour or day of one version. */
interface PeriodKey {
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

/** Which figures are read. */
export interface PerformanceQuery {
  readonly by: PeriodLength;
  readonly version?: string | undefined;
  /** Start of the first period, in milliseconds since 1970; unbounded when absent. */
  readonly from?: number | undefined;
  /** Before which periods start; unbounded when absent. */
  readonly to?: number | undefined;
  /** Whether figures by class, confusion matrices and calibration are read too. */
  readonly detail?: boolean | undefined;
  /** What the response has where no figures are stored; a classification without classes when absent. */
  readonly model?: Pick<PerformanceRecord, 'task' | 'classes'> | undefined;
}

/**
 * What a record holds: the figures of an hour or day; what the drift job estimated for a day; or the figures of the reference data, by
 * version, at the start 0.
 */
export type RecordKind = PeriodLength | 'estimate' | 'reference';

/** How kinds are stored. */
export const kindCodes: Readonly<Record<RecordKind, number>> = { hour: 0, day: 1, estimate: 2, reference: 3 };

/** Which records are read. */
export interface RecordQuery extends Pick<PerformanceQuery, 'version' | 'from' | 'to'> {
  readonly kind: RecordKind;
}

/** A stored record. */
export interface SavedPerformance {
  readonly start: number;
  readonly version: string;
  readonly record: PerformanceRecord;
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

/** A record to save. */
export interface ComputedPeriod extends TouchedPeriod {
  /** Undefined where the period has no rows any more: what was computed before stays. */
  readonly record: PerformanceRecord | undefined;
}

/** Which periods to claim. */
export interface Claim {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly leaseMilliseconds: number;
  readonly most: number;
}

/**
 * Figures by period, and which periods have to be computed again. Each database has one implementation.
 *
 * A touched period is due at a time; a process that claims it has it for a while, so that several processes share the work. `saveComputed` takes a
 * record only if none that covers more was saved before, so that it does not matter that two processes computed the same period.
 */
export interface PerformanceTables {
  /** Claims periods that are due, oldest first, and puts them off by the lease, for the case that this process ends. */
  claimTouched(claim: Claim): Promise<readonly TouchedPeriod[]>;
  /** Saves records of touched periods, and touches the days of saved hours, due at a time. */
  saveComputed(periods: readonly ComputedPeriod[], daysDue: number): Promise<void>;
  /** Saves what the drift job found; replaces what is there. */
  saveFound(kind: 'estimate' | 'reference', records: readonly SavedPerformance[]): Promise<void>;
  /** Records by start, then version. */
  readRecords(query: RecordQuery): Promise<readonly SavedPerformance[]>;
}
