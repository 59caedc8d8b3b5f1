import fc from 'fast-check';
import { type FrequentSketch, frequentSketch, isExactFrequent, mergedFrequent, rowsBeyondList, thinnedFrequent } from './frequentSketch.ts';

const countsOf = (rows: readonly string[]) =>
  rows.reduce((counts, row) => counts.set(row, (counts.get(row) ?? 0) + 1), new Map<string, number>());
const firstFew = (sketch: FrequentSketch, most: number) => {
  let free = most;
  return thinnedFrequent(sketch, () => free-- > 0);
};
const anyRows = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 60 });

test('categories stand by their frequency, those alike by their characters', () => {
  const sketch = frequentSketch(countsOf(['b', 'a', 'c', 'c']));
  expect([...sketch.counts]).toEqual([
    ['c', 2],
    ['a', 1],
    ['b', 1],
  ]);
  expect([isExactFrequent(sketch), rowsBeyondList(sketch)]).toEqual([true, 0]);
});

test('what cannot be listed is left out whatever its frequency', () => {
  const sketch = thinnedFrequent(
    frequentSketch(countsOf(['long', 'long', 'a', 'b'])),
    () => true,
    (category) => category.length === 1,
  );
  expect([...sketch.counts.keys()]).toEqual(['a', 'b']);
  expect(sketch).toMatchObject({ rows: 4, countError: 0, largestUnlisted: 2 });
});

test('exact sketches of parts merge to the sketch of the whole', () => {
  fc.assert(
    fc.property(anyRows, anyRows, (a, b) => {
      const [one, other] = [frequentSketch(countsOf(a)), frequentSketch(countsOf(b))];
      const whole = frequentSketch(countsOf([...a, ...b]));
      for (const merged of [mergedFrequent(one, other), mergedFrequent(other, one)]) {
        expect(merged).toEqual(whole);
        expect([...merged.counts]).toEqual([...whole.counts]);
      }
    }),
  );
});

test('however parts were cut before they were merged, the bounds hold for every category', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyRows, fc.integer({ min: 0, max: 8 })), { minLength: 1, maxLength: 6 }), (parts) => {
      const merged = parts
        .map(([rows, most]) => firstFew(frequentSketch(countsOf(rows)), most))
        .reduce((one, other) => firstFew(mergedFrequent(one, other), 4));
      const truth = countsOf(parts.flatMap(([rows]) => rows));
      expect(merged.rows).toBe(parts.flatMap(([rows]) => rows).length);
      for (const [category, count] of truth) {
        const listed = merged.counts.get(category);
        expect(count - (listed ?? 0)).toBeGreaterThanOrEqual(0);
        expect(count - (listed ?? 0)).toBeLessThanOrEqual(listed === undefined ? merged.largestUnlisted : merged.countError);
      }
    }),
  );
});
