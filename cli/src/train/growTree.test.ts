import fc from 'fast-check';
import { RandomForestClassifier, RandomForestRegression } from 'ml-random-forest';
import { growTree, type TreeData, type TreeNode } from './growTree.ts';
import { errorTally, giniTally } from './splitTally.ts';

const unlimited = { leafRows: 1, maxDepth: 24, needsGain: true };

function classTree(columns: readonly (readonly number[])[], classes: readonly number[], options: Partial<TreeData> = {}): TreeNode {
  const tally = giniTally(Int32Array.from(classes), Math.max(...classes) + 1);
  return growTree({ columns: columns.map((values) => Float64Array.from(values)), mayMiss: [], tally, ...options }, unlimited);
}

/** Few distinct values, so that ties are common; or none equal, so that ml-cart tries every threshold. Between two of float32 there is always one of double. */
const input = fc.constantFrom(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map(Math.fround));
const cases = fc.tuple(fc.integer({ min: 1, max: 4 }), input).chain(([columns, value]) =>
  fc.record({
    rows: fc.array(fc.array(value, { minLength: columns, maxLength: columns }), { minLength: 4, maxLength: 40 }),
    targets: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 40, maxLength: 40 }),
  }),
);

const columnsOf = (rows: readonly (readonly number[])[]) =>
  (rows[0] ?? []).map((_, column) => Float64Array.from(rows, (row) => row[column] ?? 0));

const areDistinct = (rows: readonly (readonly number[])[]) => columnsOf(rows).every((values) => new Set(values).size === rows.length);

/** The first split that ml-cart finds, and its own measure of it: Gini gain, or the squared error that is left. */
function firstSplitOfLibrary(forest: RandomForestClassifier | RandomForestRegression, rows: number[][], targets: number[]) {
  forest.train(rows, targets);
  return JSON.parse(JSON.stringify(forest)).baseModel.estimators[0].root as { readonly gain: number };
}

const sides = (node: TreeNode, rows: readonly number[][], targets: readonly number[]) => {
  if ('distribution' in node) return [targets];
  const isLeft = rows.map((row) => (row[node.splitColumn] ?? 0) < node.splitValue);
  return [targets.filter((_, row) => isLeft[row]), targets.filter((_, row) => !isLeft[row])];
};
const gini = (targets: readonly number[]) => 1 - [0, 1, 2].reduce((sum, name) => sum + share(targets, name) ** 2, 0);
const share = (targets: readonly number[], name: number) => targets.filter((target) => target === name).length / targets.length;
const error = (targets: readonly number[]) => {
  const mean = targets.reduce((sum, target) => sum + target / targets.length, 0);
  return targets.reduce((sum, target) => sum + (target - mean) ** 2, 0);
};

const options = { seed: 1, nEstimators: 1, maxFeatures: 1, replacement: false, useSampleBagging: false, noOOB: true };
const oneSplit = { leafRows: 1, maxDepth: 1 };

test('a classification tree makes a first split at least as good as the one of ml-cart, which skips some thresholds between equal values', () => {
  fc.assert(
    fc.property(cases, ({ rows, targets: all }) => {
      const targets = all.slice(0, rows.length);
      fc.pre(new Set(targets).size > 1);
      const library = new RandomForestClassifier({ ...options, treeOptions: { minNumSamples: 1, maxDepth: 0, gainThreshold: 0 } });
      const { gain } = firstSplitOfLibrary(library, rows, targets);
      const tally = giniTally(Int32Array.from(targets), 3);
      const node = growTree({ columns: columnsOf(rows), mayMiss: [], tally }, { ...oneSplit, needsGain: true });
      const found = sides(node, rows, targets).reduce((sum, side) => sum - (gini(side) * side.length) / targets.length, gini(targets));
      expect(found).toBeGreaterThanOrEqual(Math.max(0, gain) - 1e-12);
      if (areDistinct(rows)) expect(found).toBeCloseTo(Math.max(0, gain), 12);
    }),
    { numRuns: 200 },
  );
});

test('a regression tree makes a first split at least as good as the one of ml-cart, which skips some thresholds between equal values', () => {
  fc.assert(
    fc.property(cases, ({ rows, targets: all }) => {
      const targets = all.slice(0, rows.length).map((target) => target / 7 + 1e6);
      fc.pre(new Set(targets).size > 1 && columnsOf(rows).some((values) => new Set(values).size > 1));
      const library = new RandomForestRegression({ ...options, treeOptions: { minNumSamples: 1, maxDepth: 0, gainThreshold: -1 } });
      const { gain } = firstSplitOfLibrary(library, rows, targets);
      const tally = errorTally(Float64Array.from(targets));
      const node = growTree({ columns: columnsOf(rows), mayMiss: [], tally }, { ...oneSplit, needsGain: false });
      const found = sides(node, rows, targets).reduce((sum, side) => sum + error(side), 0);
      expect(found).toBeLessThanOrEqual(gain + 1e-6);
      if (areDistinct(rows)) expect(found).toBeCloseTo(gain, 6);
    }),
    { numRuns: 200 },
  );
});

const missing = Number.NaN;
const leaf = (...shares: number[]) => ({ distribution: [shares] });

test.each([
  {
    name: 'alone on the right where they are a class of their own',
    values: [1, 2, missing, missing],
    classes: [0, 0, 1, 1],
    expected: { splitColumn: 0, splitValue: 1e308, left: leaf(1, 0), right: leaf(0, 1) },
  },
  {
    name: 'left with the small values that they resemble',
    values: [1, 2, 9, missing],
    classes: [0, 0, 1, 0],
    expected: { splitColumn: 0, splitValue: 6, missing: 'left', left: leaf(1, 0), right: leaf(0, 1) },
  },
  {
    name: 'right with the large values that they resemble',
    values: [1, 2, 9, missing],
    classes: [0, 0, 1, 1],
    expected: { splitColumn: 0, splitValue: 6, left: leaf(1, 0), right: leaf(0, 1) },
  },
])('missing values go $name', ({ values, classes, expected }) => {
  expect(classTree([values], classes)).toEqual(expected);
});

test.each([
  { mayMiss: [true], values: [1, 1, 1, 9], classes: [0, 0, 0, 1], missing: 'left' },
  { mayMiss: [true], values: [1, 9, 9, 9], classes: [0, 1, 1, 1], missing: undefined },
  { mayMiss: [false], values: [1, 1, 1, 9], classes: [0, 0, 0, 1], missing: undefined },
])(
  'without missing values in the node they go with more rows, if there can be any: $values, $mayMiss',
  ({ mayMiss, values, classes, ...side }) => {
    const tree = classTree([values], classes, { mayMiss });
    expect('missing' in tree ? tree.missing : undefined).toBe(side.missing);
  },
);

test('a threshold separates neighbouring numbers and numbers whose sum is infinite, and has few digits', () => {
  const next = 1 + Number.EPSILON;
  expect(classTree([[1, next]], [0, 1])).toMatchObject({ splitValue: next });
  expect(classTree([[1.5e308, 1.7e308]], [0, 1])).toMatchObject({ splitValue: 1.6e308 });
  expect(classTree([[0.123456, 0.345678]], [0, 1])).toMatchObject({ splitValue: 0.2 });
});

test('rows that differ in the target alone are a leaf', () => {
  expect(classTree([[3, 3, 3]], [0, 1, 1])).toEqual(leaf(1 / 3, 2 / 3));
});
