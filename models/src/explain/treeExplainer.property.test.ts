import fc from 'fast-check';
import { compileTrees } from '../trees/compileTrees.ts';
import { evaluateSource } from '../trees/evaluateSource.ts';
import { prepareRows } from '../trees/prepareRows.ts';
import { randomTrees } from '../trees/randomTrees.ts';
import { branchesGame, bruteForceShapley, rowsGame } from './bruteForceShapley.ts';
import { coversOf } from './coversOf.ts';
import { treeExplainer } from './treeExplainer.ts';

// Trees on thresholds and categories, with all kinds of missing values; sums in doubles, as contributions are.
const cases = randomTrees({ categories: true }).map(({ source, rows }) => ({ source: { ...source, sums: 'float64' } as const, rows }));
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 9));

test.each([
  { weights: 'of the file', covered: true },
  { weights: 'counted in the background, also where no row comes', covered: false },
])('contributions are the Shapley values of all coalitions, with weights of branches $weights', ({ covered }) => {
  fc.assert(
    fc.property(cases, ({ source, rows }) => {
      const cover = (size: number) => Array.from({ length: size }, (_, node) => (7 * node) % 5);
      const trees = covered ? source.trees.map((tree) => ({ ...tree, cover: cover(tree.feature.length) })) : source.trees;
      const compiled = compileTrees({ ...source, trees });
      const [background, asked] = [rows, rows.slice(0, 2)];
      const behind = Float64Array.from(background.flat());
      const explainer = treeExplainer(compiled, { scale: 'margin', background: { rows: behind, count: background.length } });
      for (const row of asked) {
        const input = new Float64Array(row.length);
        prepareRows(compiled, { rows: Float64Array.from(row), from: 0 }, input);
        const covers = compiled.cover ?? coversOf(compiled, behind, background.length);
        const [base, ...expected] = bruteForceShapley(row.length, branchesGame(compiled, covers, input));
        expect([...explainer.base]).toEqual(close(base ?? []));
        expect([...explainer.contributions(Float64Array.from(row), 1)]).toEqual(close(expected.flat()));
      }
    }),
    { numRuns: 150 },
  );
});

test('contributions are the Shapley values of all coalitions, with unknown values from the rows of the background', () => {
  fc.assert(
    fc.property(cases, ({ source, rows }) => {
      const explainer = treeExplainer(compileTrees(source), {
        scale: 'margin',
        background: { rows: Float64Array.from(rows.flat()), count: rows.length, unknown: 'rows' },
      });
      for (const row of rows.slice(0, 2)) {
        const [base, ...expected] = bruteForceShapley(
          row.length,
          rowsGame((mixed) => evaluateSource(source, mixed), rows, row),
        );
        expect([...explainer.base]).toEqual(close(base ?? []));
        expect([...explainer.contributions(Float64Array.from(row), 1)]).toEqual(close(expected.flat()));
      }
    }),
    { numRuns: 150 },
  );
});

test.each(['branches', 'rows'] as const)('base and contributions add up to the sums of a row (unknown: %s)', (unknown) => {
  fc.assert(
    fc.property(cases, ({ source, rows }) => {
      const { base, contributions, outputs } = treeExplainer(compileTrees(source), {
        scale: 'margin',
        background: { rows: Float64Array.from(rows.flat()), count: rows.length, unknown },
      });
      const parts = contributions(Float64Array.from(rows.flat()), rows.length);
      const width = source.featureCount;
      const sums = rows.flatMap((_, row) =>
        Array.from(base, (start, output) => {
          const features = Array.from({ length: width }, (_feature, feature) => parts[(row * width + feature) * outputs + output] ?? 0);
          return features.reduce((sum, part) => sum + part, start);
        }),
      );
      expect(sums).toEqual(close(rows.flatMap((row) => evaluateSource(source, row))));
    }),
    { numRuns: 150 },
  );
});
