import { nextRun } from './nextRun.ts';

// Clocks in Berlin went from 02:00 to 03:00 on 30 March 2025 at 01:00 UTC and from 03:00 to 02:00 on 26 October 2025 at 01:00 UTC; in New
// York from 02:00 to 03:00 on 9 March 2025 at 07:00 UTC (IANA time zone database).
test.each([
  { name: 'the next full hour', cron: '0 * * * *', zone: 'Etc/UTC', after: '2025-05-05T12:00:00Z', next: '2025-05-05T13:00:00Z' },
  { name: 'strictly later', cron: '30 2 * * *', zone: 'Etc/UTC', after: '2025-05-05T02:30:00Z', next: '2025-05-06T02:30:00Z' },
  { name: 'a second before', cron: '30 2 * * *', zone: 'Etc/UTC', after: '2025-05-05T02:29:59Z', next: '2025-05-05T02:30:00Z' },
  { name: 'midnight here', cron: '@daily', zone: 'Etc/UTC', after: '2025-05-05T12:00:00Z', next: '2025-05-06T00:00:00Z' },
  { name: 'midnight in Tokyo', cron: '@daily', zone: 'Asia/Tokyo', after: '2025-05-05T12:00:00Z', next: '2025-05-05T15:00:00Z' },
  { name: 'the hour', cron: '@hourly', zone: 'Etc/UTC', after: '2025-05-05T12:00:01Z', next: '2025-05-05T13:00:00Z' },
  { name: 'Sunday', cron: '@weekly', zone: 'Etc/UTC', after: '2025-05-05T12:00:00Z', next: '2025-05-11T00:00:00Z' },
  { name: 'the first of the month', cron: '@monthly', zone: 'Etc/UTC', after: '2025-05-05T12:00:00Z', next: '2025-06-01T00:00:00Z' },
  { name: 'New Year', cron: '@yearly', zone: 'Etc/UTC', after: '2025-05-05T12:00:00Z', next: '2026-01-01T00:00:00Z' },
  { name: 'Monday by name', cron: '0 8 * * MON-FRI', zone: 'Etc/UTC', after: '2025-05-09T09:00:00Z', next: '2025-05-12T08:00:00Z' },
  { name: 'day or weekday', cron: '0 0 1 * 1', zone: 'Etc/UTC', after: '2025-05-05T12:00:00Z', next: '2025-05-12T00:00:00Z' },
  { name: 'leap day', cron: '0 0 29 2 *', zone: 'Etc/UTC', after: '2025-05-05T12:00:00Z', next: '2028-02-29T00:00:00Z' },
  { name: 'winter in Berlin', cron: '0 3 * * *', zone: 'Europe/Berlin', after: '2025-03-28T12:00:00Z', next: '2025-03-29T02:00:00Z' },
  { name: 'summer in Berlin', cron: '0 3 * * *', zone: 'Europe/Berlin', after: '2025-03-29T12:00:00Z', next: '2025-03-30T01:00:00Z' },
  { name: 'an hour left out', cron: '30 2 * * *', zone: 'Europe/Berlin', after: '2025-03-29T12:00:00Z', next: '2025-03-30T01:00:00Z' },
  { name: 'the day after', cron: '30 2 * * *', zone: 'Europe/Berlin', after: '2025-03-30T01:00:00Z', next: '2025-03-31T00:30:00Z' },
  { name: 'an hour left out', cron: '30 2 * * *', zone: 'America/New_York', after: '2025-03-09T00:00:00Z', next: '2025-03-09T07:00:00Z' },
  { name: 'an hour twice', cron: '30 2 * * *', zone: 'Europe/Berlin', after: '2025-10-25T12:00:00Z', next: '2025-10-26T00:30:00Z' },
  { name: 'an hour twice, once', cron: '30 2 * * *', zone: 'Europe/Berlin', after: '2025-10-26T00:30:00Z', next: '2025-10-27T01:30:00Z' },
])('$cron in $zone after $after: $name', ({ cron, zone, after, next }) => {
  expect(new Date(nextRun({ cron, timeZone: zone }, Date.parse(after)))).toEqual(new Date(next));
});

test('an interval counts from the moment', () => {
  expect(nextRun({ everyMilliseconds: 3_600_000 }, 1000)).toBe(3_601_000);
});

test('a day that never comes is infinitely far', () => {
  expect(nextRun({ cron: '0 0 30 2 *', timeZone: 'Etc/UTC' }, 0)).toBe(Number.POSITIVE_INFINITY);
});

test.each([
  { cron: '61 * * * *', timeZone: 'Etc/UTC', says: 'got "61 * * * *" in Etc/UTC: invalid value for minute: 61' },
  { cron: '* * * *', timeZone: 'Etc/UTC', says: 'got "* * * *" in Etc/UTC: invalid configuration format' },
  { cron: '* * * * * *', timeZone: 'Etc/UTC', says: 'got "* * * * * *" in Etc/UTC: ' },
  { cron: 'every day at 2 am', timeZone: 'Etc/UTC', says: 'got "every day at 2 am" in Etc/UTC: ' },
  { cron: '@daily', timeZone: 'Europe/Berln', says: 'got "@daily" in Europe/Berln: ' },
])('$cron in $timeZone is rejected', ({ cron, timeZone, says }) => {
  expect(() => nextRun({ cron, timeZone }, 0)).toThrow(RangeError);
  expect(() => nextRun({ cron, timeZone }, 0)).toThrow(`expected a cron expression of five fields and a time zone, ${says}`);
});
