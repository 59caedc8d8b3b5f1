import { dueReason, type Progress } from './dueReason.ts';

const trigger = {
  schedule: { everyMilliseconds: 3_600_000 },
  early: { rows: 500, ageMilliseconds: 60_000, minIntervalMilliseconds: 10_000 },
  suspend: false,
};
const idle: Progress = { newRows: 0, firstNewAt: undefined, lastStartedAt: undefined, nextScheduled: 3_600_000, now: 100_000 };

test.each<{ name: string; progress: Partial<Progress>; suspend?: boolean; expected: ReturnType<typeof dueReason> }>([
  { name: 'no new row and no time of the schedule', progress: {}, expected: undefined },
  { name: 'one row too few', progress: { newRows: 499, firstNewAt: 99_000 }, expected: undefined },
  { name: 'enough rows', progress: { newRows: 500, firstNewAt: 99_000 }, expected: 'rows' },
  { name: 'more rows than needed', progress: { newRows: 10_000, firstNewAt: 99_000 }, expected: 'rows' },
  {
    name: 'enough rows ten seconds after the last check',
    progress: { newRows: 500, firstNewAt: 99_000, lastStartedAt: 90_000 },
    expected: 'rows',
  },
  {
    name: 'enough rows a millisecond earlier',
    progress: { newRows: 500, firstNewAt: 99_000, lastStartedAt: 90_001 },
    expected: undefined,
  },
  { name: 'a first row of age right after a check', progress: { newRows: 1, firstNewAt: 0, lastStartedAt: 90_001 }, expected: undefined },
  { name: 'a first row a millisecond too young', progress: { newRows: 1, firstNewAt: 45_001 }, expected: undefined },
  { name: 'a first row five seconds short of the limit', progress: { newRows: 1, firstNewAt: 45_000 }, expected: 'age' },
  { name: 'the time of the schedule, without a row', progress: { nextScheduled: 100_000 }, expected: 'schedule' },
  { name: 'a time of the schedule that was slept through', progress: { nextScheduled: 0 }, expected: 'schedule' },
  { name: 'a schedule that never comes', progress: { nextScheduled: Number.POSITIVE_INFINITY }, expected: undefined },
  { name: 'everything at once', progress: { newRows: 500, firstNewAt: 0, nextScheduled: 0 }, expected: 'rows' },
  {
    name: 'everything at once while suspended',
    progress: { newRows: 500, firstNewAt: 0, nextScheduled: 0 },
    suspend: true,
    expected: undefined,
  },
])('$name: $expected', ({ progress, suspend = false, expected }) => {
  expect(dueReason({ ...trigger, suspend }, { ...idle, ...progress })).toBe(expected);
});

test('a short limit is reached at its half', () => {
  const short = { ...trigger, early: { rows: 500, ageMilliseconds: 4000, minIntervalMilliseconds: 1000 } };
  expect(dueReason(short, { ...idle, newRows: 1, firstNewAt: 98_001 })).toBeUndefined();
  expect(dueReason(short, { ...idle, newRows: 1, firstNewAt: 98_000 })).toBe('age');
});

test('without early checks neither rows nor their age start one', () => {
  const { early: _, ...scheduled } = trigger;
  expect(dueReason(scheduled, { ...idle, newRows: 1_000_000, firstNewAt: 0 })).toBeUndefined();
  expect(dueReason(scheduled, { ...idle, newRows: 1_000_000, firstNewAt: 0, nextScheduled: 100_000 })).toBe('schedule');
});
