import fc from 'fast-check';
import { compileTrees } from './compileTrees.ts';
import { evaluateSource } from './evaluateSource.ts';
import { placeColumns } from './placeColumns.ts';
import { randomTrees } from './randomTrees.ts';
import { treeEvaluator } from './treeEvaluator.ts';

test.each([
  { kind: 'of thresholds', options: {} },
  { kind: 'of thresholds and categories', options: { categories: true } },
  { kind: 'with linear leaves', options: { linear: true } },
])('trees $kind give the sums of their source, to the last bit, in batches and row by row', ({ options }) => {
  fc.assert(
    fc.property(randomTrees(options), ({ source, rows }) => {
      const expected = rows.map((row) => evaluateSource(source, row));
      const evaluate = treeEvaluator(compileTrees(source));
      // More than a block of rows, and the last block a part.
      const times = Math.ceil(100 / rows.length);
      const batch = evaluate(Float64Array.from(Array(times).fill(rows.flat()).flat()), times * rows.length);
      expect([...batch]).toEqual(Array(times).fill(expected.flat()).flat());
      expect(rows.map((row) => [...evaluate(Float64Array.from(row), 1)])).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test('trees whose columns stand elsewhere in a row give the same sums', () => {
  fc.assert(
    fc.property(randomTrees({ categories: true }), ({ source, rows }) => {
      const columns = Array.from({ length: source.featureCount }, (_, feature) => source.featureCount - feature);
      const evaluate = treeEvaluator(placeColumns(compileTrees(source), columns, source.featureCount + 1));
      for (const row of rows) {
        expect([...evaluate(Float64Array.of(Number.NaN, ...row.toReversed()), 1)]).toEqual(evaluateSource(source, row));
      }
    }),
    { numRuns: 100 },
  );
});
