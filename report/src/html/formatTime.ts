import { clippedText } from '@modelmonitor/api/plain';

/** Characters shown of text that is no time. */
const SHOWN = 40;

/**
 * A time of the report, in UTC to the minute; text that is no time stays as it is, cut when long.
 *
 * @example
 * formatTime('2026-11-21T03:06:51.123Z') // => '2026-11-21 03:06 UTC'
 */
export function formatTime(timestamp: string): string {
  const minutes = minutesOf(timestamp);
  return minutes === undefined ? clippedText(timestamp, SHOWN) : `${minutes} UTC`;
}

/** The time from the oldest row to the newest; undefined when neither is known. The date is not said twice. */
export function formatPeriod(from: string | null, to: string | null): string | undefined {
  if (from === null || to === null) return from === null && to === null ? undefined : formatTime((from ?? to) as string);
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (start === undefined || end === undefined) return `${clippedText(from, SHOWN)} – ${clippedText(to, SHOWN)}`;
  if (start === end) return `${start} UTC`;
  return `${start} – ${start.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end} UTC`;
}

function minutesOf(timestamp: string): string | undefined {
  const time = new Date(timestamp);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString().replace(/T(\d\d:\d\d).*$/, ' $1');
}
