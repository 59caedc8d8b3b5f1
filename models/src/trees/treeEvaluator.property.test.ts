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
      expect([...evaluate(Float64Array.from(rows.flat()), rows.length)]).toEqual(expected.flat());
      expect(rows.map((row) => [...evaluate(Float64Array.from(row), 1)])).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test('a large model gives the same sums for blocks of rows, also where the last block is one row', () => {
  fc.assert(
    fc.property(randomTrees({ categories: true }), fc.constantFrom(8, 64, 65, 130), ({ source, rows }, count) => {
      // Beyond the nodes of a small model, whose rows go one by one.
      const nodes = compileTrees(source).skip.length;
      const trees = Array.from({ length: Math.ceil(3300 / Math.max(1, nodes)) }, () => source.trees).flat();
      const large = { ...source, trees: trees.slice(0, 4000) };
      const expected = rows.map((row) => evaluateSource(large, row));
      const repeat = <Row>(list: readonly Row[]) => Array.from({ length: count }, (_, row) => list[row % list.length] as Row);
      const sums = treeEvaluator(compileTrees(large))(Float64Array.from(repeat(rows).flat()), count);
      expect([...sums]).toEqual(repeat(expected).flat());
    }),
    { numRuns: 60 },
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
