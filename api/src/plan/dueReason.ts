import type { DriftTrigger } from './planFor.ts';

/** State of a monitor that decides whether a check is due. Times in milliseconds since 1970. */
export interface Progress {
  /** Rows captured since the last check started. */
  readonly newRows: number;
  /** When the first of them was captured; undefined while there is none. */
  readonly firstNewAt: number | undefined;
  /** When the last check was started; undefined before the first. */
  readonly lastStartedAt: number | undefined;
  /** Next time of the schedule. */
  readonly nextScheduled: number;
  readonly now: number;
}

/**
 * Longest time, in milliseconds, by which an age counts as reached early: the drift job leaves out rows older than the limit, and rows that
 * arrived together would be too old when it starts. Half the age when that is less.
 */
const mostHeadStartMilliseconds = 5000;

/**
 * Shortest time, in milliseconds, between two checks that full windows start: heavy traffic fills a window within seconds, and continuous
 * checks would push reports of an hour ago out of the history.
 */
const leastPauseMilliseconds = 10_000;

/** Why a check is due: the window is full, its oldest new row is about to be too old, or its scheduled time has come; undefined when none is due. */
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
