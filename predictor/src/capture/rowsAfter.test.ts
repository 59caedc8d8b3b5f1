import fc from 'fast-check';
import { createCaptureRing, ringLayout, rowsAfter } from './captureRing.ts';

const layout = ringLayout({ task: 'regression', target: 'y', classes: [], features: [] }, []);

/** A buffer of at most this many rows, captured at these times. */
function ringOf(times: readonly number[], maxRows = 100) {
  const ring = createCaptureRing(layout, { maxRows, maxAgeMilliseconds: 1e12, evicted: { rows: 0, age: 0 } });
  for (const time of times) ring.cells[ring.push(time) + layout.time] = time;
  return ring;
}

test.each([
  { name: 'all of them are after 0', since: 0, count: 4, firstAt: 1000 },
  { name: 'a row at the time itself is not after it', since: 1000, count: 3, firstAt: 2000 },
  { name: 'rows of the same time count alike', since: 1999, count: 3, firstAt: 2000 },
  { name: 'the last', since: 2000, count: 1, firstAt: 3000 },
  { name: 'none is after the last', since: 3000, count: 0, firstAt: null },
])('$name', ({ since, count, firstAt }) => {
  expect(rowsAfter(ringOf([1000, 2000, 2000, 3000]), since)).toEqual({ count, firstAt });
});

test('an empty buffer has none', () => {
  expect(rowsAfter(ringOf([]), 0)).toEqual({ count: 0, firstAt: null });
});

test('it finds the same as a scan of every row, also in a wrapped buffer', () => {
  const times = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 40 }).map((list) => list.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 20 }), fc.nat(51), (all, maxRows, since) => {
      const kept = all.slice(-maxRows).filter((time) => time > since);
      expect(rowsAfter(ringOf(all, maxRows), since)).toEqual({ count: kept.length, firstAt: kept[0] ?? null });
    }),
  );
});
