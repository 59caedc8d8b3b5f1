import type { PerformanceHistory } from '@modelmonitor/api';
import type { RowPage, RowRange } from '../rowPage.ts';
import { outcomePages } from './outcomePages.ts';
import type { PerformanceQuery, PerformanceTables, SavedPerformance } from './performanceTables.ts';
import { readPerformance } from './readPerformance.ts';
import { updatePerformance } from './updatePerformance.ts';

/** How an update is paced. */
export interface UpdateOptions {
  /** Milliseconds since 1970: periods that are due until then are computed. */
  readonly now: number;
  /** How long after an hour was computed its day may be, in milliseconds. */
  readonly dayDelay: number;
  /** Gives other tasks of the thread a turn; called after every page of rows. */
  readonly turn: () => Promise<void>;
}

/** What a store does with performance. */
export interface PerformanceMethods {
  /** Performance by hour or day, with the maturity of labels, verdicts, and what was estimated before labels came. */
  readPerformance(query: PerformanceQuery): Promise<PerformanceHistory>;
  /** Computes figures of hours and days that new labels or rows touched; several processes may do it at once. @returns computed periods */
  updatePerformance(options: UpdateOptions): Promise<number>;
  /** Saves what a drift check found: estimates by day, or the figures of the reference data. */
  savePerformance(kind: 'estimate' | 'reference', records: readonly SavedPerformance[]): Promise<void>;
}

interface PerformanceParts {
  readonly readPages: (range: RowRange) => AsyncIterable<RowPage>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The methods of a store that deal with performance, over its tables. */
export function performanceMethods(tables: PerformanceTables, { readPages, now }: PerformanceParts): PerformanceMethods {
  return {
    readPerformance: (query) => readPerformance(tables, query, now()),
    updatePerformance: (options) => updatePerformance({ tables, outcomes: (range) => outcomePages(readPages, range), ...options }),
    savePerformance: (kind, records) => tables.saveFound(kind, records),
  };
}
