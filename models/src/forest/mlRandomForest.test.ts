import { loadForest } from './loadForest.ts';
import { bytesOf, smallForestContract as contract } from './smallForest.ts';

const leaf = { distribution: [[0.5, 0.5]] };
const raw = (root: unknown, base: object = {}) => ({
  name: 'RFClassifier',
  baseModel: { indexes: [[1, 0]], n: 2, maxFeatures: 1, nEstimators: 1, estimators: [{ root, name: 'DTClassifier' }], ...base },
});

test('a bare ml-random-forest model takes its names from the resource', () => {
  const model = loadForest(bytesOf(raw({ splitColumn: 1, splitValue: 12.5, left: { distribution: [[0, 1]] }, right: leaf })), contract);
  expect(model.categories['soil']).toEqual(['clay', 'sand']);
  expect([...model.predict(Float64Array.of(12, 0, 13, 0), 2).values]).toEqual([1, 0]);
});

test('nesting of any depth loads', () => {
  const depth = 20_000;
  const left = `{"splitColumn":0,"splitValue":1,"right":{"distribution":[[1]]},"left":`;
  const deep = JSON.stringify(raw('ROOT')).replace('"ROOT"', `${left.repeat(depth)}{"distribution":[[0,1]]}${'}'.repeat(depth)}`);
  expect([...loadForest(new TextEncoder().encode(deep), contract).predict(Float64Array.of(0, 0, 0, 1), 2).values]).toEqual([1, 0]);
});

test.each([
  {
    name: 'trained on more features',
    broken: raw(leaf, { n: 3 }),
    message: "the resource has 2 features, of which a tree would see 2, but the file's trees see 3",
  },
  {
    name: 'whose trees read a feature too many',
    broken: raw(leaf, { indexes: [[0, 2]] }),
    message: 'tree 0: indexes must be feature indexes from 0 to 1, got [0,2]',
  },
  {
    name: 'with a tree fewer than indexes',
    broken: raw(leaf, { estimators: [] }),
    message: 'an ml-random-forest model must have as many indexes as estimators, got another structure',
  },
  {
    name: 'without its trees',
    broken: { name: 'RFClassifier', baseModel: null },
    message: 'an ml-random-forest model must have as many indexes as estimators, got another structure',
  },
  {
    name: 'with a column out of range',
    broken: raw({ splitColumn: 2, splitValue: 0, left: leaf, right: leaf }),
    message: 'tree 0: node 0: splitColumn must be an index from 0 to 1, got 2',
  },
  {
    name: 'with a branch missing',
    broken: raw({ splitColumn: 0, splitValue: 0, left: leaf }),
    message: 'tree 0: node 2 must be a split or a leaf, got nothing',
  },
  {
    name: 'with a threshold missing',
    broken: raw({ splitColumn: 0, left: leaf, right: leaf }),
    message: 'tree 0, node 0: threshold must be a finite number, got nothing',
  },
  {
    name: 'with a leaf of no class',
    broken: raw({ distribution: [[]] }),
    message: "tree 0: a leaf's distribution must be one row of class shares, got [[]]",
  },
  {
    name: 'with more classes',
    broken: raw({ distribution: [[0, 0, 1]] }),
    message: 'tree 0, node 0: leaf value must be a class index from 0 to 1, got 2',
  },
  {
    name: 'with too many nodes',
    broken: raw([...Array(20)].reduce((left) => ({ splitColumn: 0, splitValue: 0, left, right: leaf }), leaf)),
    message: 'a forest has at most 20 nodes, got more',
  },
  {
    name: 'of another task',
    broken: { ...raw(leaf), name: 'RFRegression' },
    message: 'expected a classification model, as the resource has it; the file holds a regression model',
  },
  {
    name: 'of an unknown aggregation',
    broken: { ...raw({ distribution: 1 }), name: 'RFRegression', selectionMethod: 'max' },
    message: 'selectionMethod must be "mean" or "median", got "max"',
  },
])('refuses an ml-random-forest model $name', ({ broken, message }) => {
  expect(() => loadForest(bytesOf(broken), contract, { trees: 5, nodes: 20 })).toThrow(
    expect.objectContaining({ name: 'ModelFormatError', message }),
  );
});
