import { readFileSync } from 'node:fs';
import { compileForest } from '../forest/compileForest.ts';
import type { ForestFile, ForestTree } from '../forest/forestFile.ts';
import { forestLimits } from '../forest/forestLimits.ts';
import { treeExplainer } from './treeExplainer.ts';

interface ShapCase {
  readonly name: string;
  readonly task: ForestFile['task'];
  readonly classes: readonly string[];
  readonly trees: readonly ForestTree[];
  readonly background: readonly (readonly number[])[];
  readonly rows: readonly (readonly number[])[];
  readonly base: readonly number[];
  /** Rows × features × outputs. */
  readonly contributions: readonly (readonly (readonly number[])[])[];
}

// Each case names the library, version and call that gave its numbers. Thresholds lie a little above scikit-learn's, which go left on equality.
const shapCases: readonly ShapCase[] = JSON.parse(readFileSync(new URL('../../fixtures/tree-shap-cases.json', import.meta.url), 'utf8'));

function forestOf(changes: Partial<ForestFile>) {
  const file: ForestFile = {
    format: 'modelmonitor/forest',
    formatVersion: 1,
    task: 'regression',
    aggregation: 'mean',
    features: ['a', 'b', 'c', 'd'],
    categories: {},
    classes: [],
    training: {},
    trees: [],
    ...changes,
  };
  return compileForest(file, forestLimits);
}

test.each(shapCases)('$name has the contributions that shap gives', ({ task, classes, trees, background, rows, base, contributions }) => {
  const forest = forestOf({ task, aggregation: task === 'classification' ? 'vote' : 'mean', classes, trees });
  const explainer = treeExplainer(forest, {
    scale: 'value',
    background: { rows: Float64Array.from(background.flat()), count: background.length },
  });
  expect([...explainer.base]).toEqual(base.map((value) => expect.closeTo(value, 9)));
  const got = explainer.contributions(Float64Array.from(rows.flat()), rows.length);
  expect([...got]).toEqual(contributions.flat(2).map((value) => expect.closeTo(value, 9)));
});

test('a path of many features keeps its digits', () => {
  const depth = 60;
  const tree = {
    feature: [...Array.from({ length: depth }, (_, index) => index), -1, ...Array<number>(depth).fill(-1)],
    value: [...Array<number>(depth).fill(0), 1, ...Array<number>(depth).fill(0)],
  };
  const forest = forestOf({ features: Array.from({ length: depth }, (_, index) => `x${index}`), trees: [tree] });
  // Row k leaves the path at feature k, and one row follows it to its end.
  const rows = Float64Array.from({ length: (depth + 1) * depth }, (_, cell) => (cell % (depth + 1) === 0 ? 1 : -1));
  const { base, contributions } = treeExplainer(forest, { scale: 'value', background: { rows, count: depth + 1 } });
  const got = contributions(new Float64Array(depth).fill(-1), 1);
  expect(base[0]).toBeCloseTo(1 / (depth + 1), 14);
  expect(got.reduce((sum, value) => sum + value, 0)).toBeCloseTo(depth / (depth + 1), 14);
  expect(got.every((value) => value > 0)).toBe(true);
});

const leaf = forestOf({ trees: [{ feature: [-1], value: [1] }] });

test.each([
  { name: 'no background', options: {} },
  { name: 'a background without rows', options: { background: { rows: new Float64Array(0), count: 0 } } },
])('refuses $name where trees hold no covers', ({ options }) => {
  expect(() => treeExplainer(leaf, { scale: 'value', ...options })).toThrow(
    new RangeError('expected background rows to explain with, got 0'),
  );
});

test('refuses linear models in the leaves', () => {
  const linear = new Map([[0, { constant: 0, features: [0], coefficients: [1] }]]);
  expect(() => treeExplainer({ ...leaf, linear }, { scale: 'value' })).toThrow(
    new RangeError('expected trees with constant leaves to explain, got linear models in the leaves'),
  );
});

test.each([
  { name: 'a background row', background: 3, row: 4 },
  { name: 'an explained row', background: 4, row: 3 },
])('refuses $name that is too short', ({ background, row }) => {
  const explain = () =>
    treeExplainer(leaf, { scale: 'value', background: { rows: new Float64Array(background), count: 1 } }).contributions(
      new Float64Array(row),
      1,
    );
  expect(explain).toThrow(new RangeError('1 rows of 4 features take 4 numbers, got 3'));
});
