import fc from 'fast-check';
import { compileForest } from '../forest/compileForest.ts';
import { forestEvaluator } from '../forest/evaluateForest.ts';
import type { ForestFile, ForestTree } from '../forest/forestFile.ts';
import { forestLimits } from '../forest/forestLimits.ts';
import { bruteForceShapley } from './bruteForceShapley.ts';
import { coversOf } from './coversOf.ts';
import { forestExplainer } from './forestExplainer.ts';

type Nested =
  | { readonly leaf: number }
  | { readonly feature: number; readonly threshold: number; readonly missingLeft: boolean; readonly sides: readonly Nested[] };

// Few distinct numbers, so that rows lie on thresholds and paths come back to a feature; the missing value; both infinities.
const input = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 2, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity) },
);

function tree(width: number, leaf: fc.Arbitrary<number>): fc.Arbitrary<Nested> {
  return fc.letrec<{ node: Nested }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5, withCrossShrink: true, depthIdentifier: 'tree' },
      fc.record({ leaf }),
      fc.record({
        feature: fc.nat({ max: width - 1 }),
        threshold: fc.integer({ min: -3, max: 3 }),
        missingLeft: fc.boolean(),
        sides: fc.tuple(tie('node'), tie('node')),
      }),
    ),
  })).node;
}

function preorder(node: Nested): ForestTree {
  if ('leaf' in node) return { feature: [-1], value: [node.leaf] };
  const sides = node.sides.map(preorder);
  return {
    feature: [node.missingLeft ? -2 - node.feature : node.feature, ...sides.flatMap(({ feature }) => feature)],
    value: [node.threshold, ...sides.flatMap(({ value }) => value)],
  };
}

const cases = fc.record({ width: fc.integer({ min: 1, max: 5 }), classCount: fc.constantFrom(0, 2, 3) }).chain(({ width, classCount }) => {
  const row = fc.array(input, { minLength: width, maxLength: width });
  const leaf = classCount === 0 ? fc.double({ min: -10, max: 10, noNaN: true }) : fc.nat({ max: classCount - 1 });
  return fc.record({
    width: fc.constant(width),
    classCount: fc.constant(classCount),
    trees: fc.array(tree(width, leaf), { minLength: 1, maxLength: 3 }),
    // A single row leaves most nodes without a background.
    background: fc.array(row, { minLength: 1, maxLength: 12 }),
    rows: fc.array(row, { minLength: 1, maxLength: 3 }),
  });
});

function forestOf(width: number, classCount: number, trees: readonly Nested[]) {
  const file: ForestFile = {
    format: 'modelmonitor/forest',
    formatVersion: 2,
    task: classCount === 0 ? 'regression' : 'classification',
    aggregation: classCount === 0 ? 'mean' : 'vote',
    features: Array.from({ length: width }, (_, index) => `x${index}`),
    categories: {},
    classes: Array.from({ length: classCount }, (_, index) => `class ${index}`),
    training: {},
    trees: trees.map(preorder),
  };
  return compileForest(file, forestLimits);
}

test('contributions are the Shapley values of all coalitions, also where no background row comes', () => {
  fc.assert(
    fc.property(cases, ({ width, classCount, trees, background, rows }) => {
      const forest = forestOf(width, classCount, trees);
      const behind = { rows: Float64Array.from(background.flat()), count: background.length };
      const covers = coversOf(forest, behind.rows, behind.count);
      const { outputs, base, contributions } = forestExplainer(forest, behind);
      for (const row of rows) {
        const [expectedBase, ...expected] = bruteForceShapley(forest, covers, Float64Array.from(row));
        const got = contributions(Float64Array.from(row), 1);
        expect([...base]).toEqual((expectedBase ?? []).map((value) => expect.closeTo(value, 10)));
        expect([...got]).toEqual(expected.flat().map((value) => expect.closeTo(value, 10)));
        expect(got).toHaveLength(width * outputs);
      }
    }),
    { numRuns: 300 },
  );
});

test('base and contributions add up to the answer of the forest, and the base to its mean answer over the background', () => {
  fc.assert(
    fc.property(cases, ({ width, classCount, trees, background, rows }) => {
      const forest = forestOf(width, classCount, trees);
      const behind = { rows: Float64Array.from(background.flat()), count: background.length };
      const { outputs, base, contributions } = forestExplainer(forest, behind);
      const evaluate = forestEvaluator(forest);
      const answers = (asked: Float64Array, count: number) => {
        const { values, probabilities } = evaluate(asked, count);
        return probabilities ?? values;
      };
      const asked = Float64Array.from(rows.flat());
      const got = contributions(asked, rows.length);
      const expected = answers(asked, rows.length);
      for (const [cell, answer] of expected.entries()) {
        const [row, output] = [Math.floor(cell / outputs), cell % outputs];
        let sum = base[output] ?? 0;
        for (let feature = 0; feature < width; feature++) sum += got[(row * width + feature) * outputs + output] ?? 0;
        expect(sum).toBeCloseTo(answer, 10);
      }
      const all = answers(behind.rows, behind.count);
      for (let output = 0; output < outputs; output++) {
        const mean = all.filter((_, cell) => cell % outputs === output).reduce((sum, value) => sum + value, 0) / behind.count;
        expect(base[output]).toBeCloseTo(mean, 10);
      }
    }),
    { numRuns: 300 },
  );
});
