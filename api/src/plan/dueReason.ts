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
 * Longest time, in milliseconds, by which an age counts as reached early: the drift job leaves out rows older than its window, which often
 * has the same age, and rows that arrived together would be too old when it starts. Half the age when that is less.
 */
const mostHeadStartMilliseconds = 5000;

/**
 * Why a check is due: its scheduled time has come or, where early checks are requested, enough new rows have arrived or the oldest of them
 * is about to reach its age, and the last check is long enough ago; undefined when none is due.
 */
export function dueReason({ early, suspend }: DriftTrigger, progress: Progress): 'rows' | 'age' | 'schedule' | undefined {
  if (suspend) return undefined;
  const reason = early === undefined ? undefined : earlyReason(early, progress);
  if (reason !== undefined) return reason;
  return progress.now >= progress.nextScheduled ? 'schedule' : undefined;
}

function earlyReason(
  { rows, ageMilliseconds, minIntervalMilliseconds }: NonNullable<DriftTrigger['early']>,
  { newRows, firstNewAt, lastStartedAt, now }: Progress,
): 'rows' | 'age' | undefined {
  if (lastStartedAt !== undefined && now - lastStartedAt < minIntervalMilliseconds) return undefined;
  if (newRows >= rows) return 'rows';
  const headStart = Math.min(mostHeadStartMilliseconds, ageMilliseconds / 2);
  return firstNewAt !== undefined && now - firstNewAt >= ageMilliseconds - headStart ? 'age' : undefined;
}
