import { array, assert, integer, property } from 'fast-check';
import { assignBin } from './assignBin.ts';
import { quantileBinEdges } from './quantileBinEdges.ts';

test.each([
  { name: 'spread values give equal counts', reference: [1, 2, 3, 4, 5, 6, 7, 8], bins: 4, edges: [2.75, 4.5, 6.25] },
  { name: 'ties give fewer bins', reference: [0, 0, 0, 0, 0, 1, 2, 3], bins: 4, edges: [0, 1.25] },
  { name: 'a constant gives one bin', reference: [7, 7, 7], bins: 10, edges: [] },
  { name: 'one bin has no edge', reference: [1, 2, 3], bins: 1, edges: [] },
  { name: 'ties at the top leave no empty bin', reference: [1, 9, 9, 9], bins: 2, edges: [] },
])('$name', ({ reference, bins, edges }) => {
  expect(Array.from(quantileBinEdges(Object.freeze(reference), bins))).toEqual(edges);
});

test('every bin holds at least one row of the reference', () => {
  const sample = array(integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 }).map((values) => Float64Array.from(values).sort());
  assert(
    property(sample, integer({ min: 1, max: 12 }), (reference, bins) => {
      const edges = quantileBinEdges(reference, bins);
      expect(edges.length).toBeLessThan(bins);
      const used = new Set(Array.from(reference, (value) => assignBin(edges, value)));
      expect(used.size).toBe(edges.length + 1);
    }),
  );
});

test.each([
  { value: -Infinity, bin: 0 },
  { value: 10, bin: 0 },
  { value: 10.5, bin: 1 },
  { value: 20, bin: 1 },
  { value: 21, bin: 2 },
  { value: Infinity, bin: 2 },
])('$value belongs to bin $bin', ({ value, bin }) => {
  expect(assignBin([10, 20], value)).toBe(bin);
});

test('refuses NaN and half a bin', () => {
  expect(() => assignBin([1], Number.NaN)).toThrow(new RangeError('bin needs a number, got NaN'));
  expect(() => quantileBinEdges([1], 1.5)).toThrow(new RangeError('quantile bins needs a positive integer of bins, got 1.5'));
  expect(() => quantileBinEdges([], 2)).toThrow(new RangeError('quantile bins needs at least one value, got none'));
});
