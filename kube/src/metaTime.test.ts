import { metaTime } from './metaTime.ts';

test('a time has no fraction, and is not rounded up', () => {
  expect(metaTime(1999)).toBe('1970-01-01T00:00:01Z');
  expect(metaTime(Date.UTC(2026, 10, 30, 23, 59, 59, 999))).toBe('2026-11-30T23:59:59Z');
});
