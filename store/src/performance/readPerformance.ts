import type { PerformanceHistory } from '@modelmonitor/api';
import { historyOf } from './historyOf.ts';
import { type PerformanceQuery, type PerformanceTables, periodMilliseconds } from './performanceTables.ts';

/** Days that decide what is usual, and the baseline. */
const DAYS_BACK = 400;

/**
 * Performance by hour or day: figures of labelled predictions with their intervals, how many labels came and how fast, whether a mature day
 * has fallen, and what was expected before its labels came.
 */
export async function readPerformance(tables: PerformanceTables, query: PerformanceQuery, now: number): Promise<PerformanceHistory> {
  const { version, from, to } = query;
  const days = await tables.readRecords({ kind: 'day', version, from: now - DAYS_BACK * periodMilliseconds.day });
  return historyOf(
    query,
    {
      days,
      periods: await tables.readRecords({ kind: query.by, version, from, to }),
      estimates: query.by === 'hour' ? [] : await tables.readRecords({ kind: 'estimate', version, from, to }),
      references: await tables.readRecords({ kind: 'reference' }),
    },
    now,
  );
}
