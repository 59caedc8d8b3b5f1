import { Cron } from 'croner';
import type { DriftTrigger } from './planFor.ts';

/**
 * Time of the next scheduled check after a moment, in milliseconds since 1970; infinity for a schedule without a next time (30 February).
 * A time that the change to daylight saving time skips runs at the change; one that occurs twice at the change back runs once.
 *
 * @throws RangeError for a cron expression or time zone that does not exist
 */
export function nextRun(schedule: DriftTrigger['schedule'], afterMilliseconds: number): number {
  if ('everyMilliseconds' in schedule) return afterMilliseconds + schedule.everyMilliseconds;
  const { cron, timeZone } = schedule;
  try {
    const next = new Cron(cron, { timezone: timeZone, paused: true, mode: '5-part' }).nextRun(new Date(afterMilliseconds));
    return next?.getTime() ?? Number.POSITIVE_INFINITY;
  } catch (cause) {
    throw new RangeError(
      `expected a cron expression of five fields and a time zone, got ${JSON.stringify(cron)} in ${timeZone}: ${reasonOf(cause as Error)}`,
      { cause },
    );
  }
}

/** Croner's message, without the name of its class. */
function reasonOf({ message }: Error): string {
  const reason = message.replace(/^Cron\w+: /, '');
  return `${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
}
