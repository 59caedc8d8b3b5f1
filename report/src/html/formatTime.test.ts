import { formatPeriod, formatTime } from './formatTime.ts';

test.each([
  { name: 'a time in UTC', timestamp: '2026-11-21T03:06:51.123Z', expected: '2026-11-21 03:06 UTC' },
  { name: 'a time with an offset is shown in UTC', timestamp: '2026-11-21T01:06:00+02:00', expected: '2026-11-20 23:06 UTC' },
  { name: 'text that is no time stays', timestamp: 'soon', expected: 'soon' },
])('$name', ({ timestamp, expected }) => {
  expect(formatTime(timestamp)).toBe(expected);
});

test.each([
  { name: 'one day', from: '2026-11-21T03:06:00Z', to: '2026-11-21T04:10:00Z', expected: '2026-11-21 03:06 – 04:10 UTC' },
  { name: 'two days', from: '2026-11-21T03:06:00Z', to: '2026-11-22T04:10:00Z', expected: '2026-11-21 03:06 – 2026-11-22 04:10 UTC' },
  { name: 'one minute', from: '2026-11-21T03:06:00Z', to: '2026-11-21T03:06:09Z', expected: '2026-11-21 03:06 UTC' },
  { name: 'one end only', from: null, to: '2026-11-22T04:10:00Z', expected: '2026-11-22 04:10 UTC' },
  { name: 'no time', from: null, to: null, expected: undefined },
  { name: 'no times', from: 'a', to: 'b', expected: 'a – b' },
])('a period of $name', ({ from, to, expected }) => {
  expect(formatPeriod(from, to)).toBe(expected);
});
