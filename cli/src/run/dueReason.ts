import type { DriftTrigger } from '@modelmonitor/api';

/** What is known of a monitor when it is asked whether a check is due. Times in milliseconds since 1970. */
export interface Progress {
  /** Rows captured since the last check began. */
  readonly newRows: number;
  /** When the first of them was seen; undefined while there is none. */
  readonly firstNewAt: number | undefined;
  /** Next time of the schedule. */
  readonly nextScheduled: number;
  readonly now: number;
}

/** Why a check is due: the window is full, its oldest new row is old enough, or the schedule says so; undefined when none is. */
export function dueReason(
  { maxRows, maxAgeMilliseconds, suspend }: DriftTrigger,
  progress: Progress,
): 'rows' | 'age' | 'schedule' | undefined {
  const { newRows, firstNewAt, nextScheduled, now } = progress;
  if (suspend) return undefined;
  if (newRows >= maxRows) return 'rows';
  if (firstNewAt !== undefined && now - firstNewAt >= maxAgeMilliseconds) return 'age';
  return now >= nextScheduled ? 'schedule' : undefined;
}
