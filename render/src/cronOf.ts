import { createHash } from 'node:crypto';
import type { DriftTrigger } from '@modelmonitor/api';

/** When a CronJob starts. */
export interface CronSchedule {
  readonly schedule: string;
  readonly timeZone?: string;
  /** Whether runs are at times of day, so that it is known how late a missed run is. */
  readonly atClockTimes: boolean;
}

const minute = 60_000;
const minutesOfHour = 60;
const hoursOfDay = 24;

/**
 * A CronJob's schedule. An interval that divides an hour, a day or a week becomes a cron expression at a minute that depends on the seed, so
 * that a thousand monitors with the same interval do not all start at the full hour; any other is `@every`, counted from the last run. An
 * interval below a minute becomes a minute: a CronJob starts at most one Job per minute.
 *
 * @param seed such as the monitor's namespace and name
 * @example
 * cronOf({ everyMilliseconds: 900_000 }, 'default/wine').schedule // => '5-59/15 * * * *'
 */
export function cronOf(schedule: DriftTrigger['schedule'], seed: string): CronSchedule {
  if ('cron' in schedule) return { schedule: schedule.cron, timeZone: schedule.timeZone, atClockTimes: true };
  const minutes = Math.max(1, Math.round(schedule.everyMilliseconds / minute));
  const expression = schedule.everyMilliseconds % minute === 0 || minutes === 1 ? clockTimes(minutes, seedOf(seed)) : undefined;
  if (expression !== undefined) return { schedule: expression, timeZone: 'Etc/UTC', atClockTimes: true };
  return { schedule: `@every ${Math.max(60, Math.round(schedule.everyMilliseconds / 1000))}s`, atClockTimes: false };
}

function clockTimes(minutes: number, seed: number): string | undefined {
  const at = {
    minute: seed % Math.min(minutes, minutesOfHour),
    hour: Math.floor(seed / 64) % hoursOfDay,
    day: Math.floor(seed / 4096) % 7,
  };
  if (minutes < minutesOfHour && minutesOfHour % minutes === 0) return `${steps(at.minute, minutes, minutesOfHour)} * * * *`;
  const hours = minutes / minutesOfHour;
  if (Number.isInteger(hours) && hours < hoursOfDay && hoursOfDay % hours === 0)
    return `${at.minute} ${steps(at.hour % hours, hours, hoursOfDay)} * * *`;
  if (hours === hoursOfDay) return `${at.minute} ${at.hour} * * *`;
  return hours === 7 * hoursOfDay ? `${at.minute} ${at.hour} * * ${at.day}` : undefined;
}

/** A range with steps: from the first on, below the end. */
function steps(first: number, every: number, end: number): string {
  return every === 1 ? '*' : `${first}-${end - 1}/${every}`;
}

function seedOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE();
}
