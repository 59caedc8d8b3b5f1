import { nextRun } from '@modelmonitor/api';
import fc from 'fast-check';
import { cronOf } from './cronOf.ts';

const minute = 60_000;

test.each([
  { every: '1 minute', milliseconds: minute, schedule: '* * * * *' },
  { every: '30 seconds: a CronJob starts at most one Job per minute', milliseconds: minute / 2, schedule: '* * * * *' },
  { every: '90 seconds', milliseconds: 1.5 * minute, schedule: '@every 90s' },
  { every: '7 minutes', milliseconds: 7 * minute, schedule: '@every 420s' },
  { every: '90 minutes', milliseconds: 90 * minute, schedule: '@every 5400s' },
  { every: '2 days', milliseconds: 2 * 1440 * minute, schedule: '@every 172800s' },
])('every $every', ({ milliseconds, schedule }) => {
  expect(cronOf({ everyMilliseconds: milliseconds }, 'default/wine').schedule).toBe(schedule);
});

test('a cron expression stays what it is, with its time zone', () => {
  expect(cronOf({ cron: '30 2 * * *', timeZone: 'Europe/Berlin' }, 'default/wine')).toEqual({
    schedule: '30 2 * * *',
    timeZone: 'Europe/Berlin',
    atClockTimes: true,
  });
});

const dividing = fc.constantFrom(1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440, 7 * 1440);

test('an interval that divides an hour, a day or a week is kept exactly, whatever the seed', () => {
  fc.assert(
    fc.property(dividing, fc.string(), fc.integer({ min: 0, max: 2_000_000_000_000 }), (minutes, seed, start) => {
      const { schedule: cron, timeZone = '', atClockTimes } = cronOf({ everyMilliseconds: minutes * minute }, seed);
      expect(atClockTimes).toBe(true);
      let before = nextRun({ cron, timeZone }, start);
      for (let run = 0; run < 5; run++) {
        const next = nextRun({ cron, timeZone }, before);
        expect(next - before).toBe(minutes * minute);
        before = next;
      }
    }),
  );
});

test('a thousand monitors with the same interval are spread over it', () => {
  const schedules = Array.from(
    { length: 1000 },
    (_, monitor) => cronOf({ everyMilliseconds: 60 * minute }, `default/wine-${monitor}`).schedule,
  );
  const perMinute = Map.groupBy(schedules, (schedule) => schedule);
  expect(perMinute.size).toBe(60);
  expect(Math.max(...[...perMinute.values()].map(({ length }) => length))).toBeLessThan(40);
});
