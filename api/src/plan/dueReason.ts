import type { DriftTrigger } from './planFor.ts';

/** What is known of a monitor when it is asked whether a check is due. Times in milliseconds since 1970. */
export interface Progress {
  /** Rows captured since the last check began. */
  readonly newRows: number;
  /** When the first of them was seen; undefined while there is none. */
  readonly firstNewAt: number | undefined;
  /** When the last check was started; undefined before the first. */
  readonly lastStartedAt: number | undefined;
  /** Next time of the schedule. */
  readonly nextScheduled: number;
  readonly now: number;
}

/**
 * Longest time, in milliseconds, by which an age counts as reached early: the drift job leaves out rows older than the limit, and what came
 * all at once would be too old by the time it looks. Half the age where that is less.
 */
const mostHeadStartMilliseconds = 5000;

/**
 * Shortest time, in milliseconds, between two checks that full windows start: heavy traffic fills a window in no time, and a check every
 * moment would drive the reports of an hour ago out of the history.
 */
const leastPauseMilliseconds = 10_000;

/** Why a check is due: the window is full, its oldest new row is about to be too old, or the schedule says so; undefined when none is. */
export function dueReason(
  { maxRows, maxAgeMilliseconds, suspend }: DriftTrigger,
  progress: Progress,
): 'rows' | 'age' | 'schedule' | undefined {
  const { newRows, firstNewAt, lastStartedAt, nextScheduled, now } = progress;
  if (suspend) return undefined;
  const rested = lastStartedAt === undefined || now - lastStartedAt >= leastPauseMilliseconds;
  if (newRows >= maxRows && rested) return 'rows';
  const headStart = Math.min(mostHeadStartMilliseconds, maxAgeMilliseconds / 2);
  if (firstNewAt !== undefined && now - firstNewAt >= maxAgeMilliseconds - headStart) return 'age';
  return now >= nextScheduled ? 'schedule' : undefined;
}
