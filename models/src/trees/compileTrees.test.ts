import { compileTrees } from './compileTrees.ts';
import type { TreeSource, TreesSource } from './treeSource.ts';

const tree: TreeSource = {
  output: 0,
  feature: [0, -1, -1],
  threshold: [1, 0, 0],
  comparison: '<',
  left: [1, -1, -1],
  right: [2, -1, -1],
  value: [0, 10, 20],
};
const model: TreesSource = {
  featureCount: 2,
  outputs: 1,
  inputs: 'float64',
  sums: 'float64',
  combine: 'sum',
  base: [0],
  trees: [tree],
};

test('nodes are numbered in preorder, so that the left child is the next one', () => {
  const mirrored = { ...tree, left: [2, -1, -1], right: [1, -1, -1] };
  const { roots, skip, value, threshold } = compileTrees({ ...model, trees: [tree, mirrored] });
  expect([...roots]).toEqual([0, 3, 6]);
  expect([...skip]).toEqual([1, -1, -1, 1, -1, -1]);
  expect([...value]).toEqual([0, 10, 20, 0, 20, 10]);
  expect([...threshold]).toEqual([1, -Infinity, -Infinity, 1, -Infinity, -Infinity]);
});

test('nodes that no path reaches are left out', () => {
  const pruned = {
    ...tree,
    feature: [-1, 2147483647, 5],
    left: [-1, 7, 7],
    right: [-1, 7, 7],
    value: [3, Number.NaN, Number.NaN],
  };
  expect([...compileTrees({ ...model, trees: [pruned] }).value]).toEqual([3]);
});

test.each<{ name: string; change: Partial<TreeSource>; message: string }>([
  { name: 'no node', change: { feature: [] }, message: 'tree 0: expected at least one node, got none' },
  { name: 'an output that does not exist', change: { output: 1 }, message: 'tree 0: expected an output from 0 to 0, got 1' },
  {
    name: 'lists of two lengths',
    change: { threshold: [1] },
    message: 'tree 0: expected one threshold for each of 3 nodes, got 1',
  },
  { name: 'values missing', change: { value: [1] }, message: 'tree 0: expected 3 values for 3 nodes, got 1' },
  {
    name: 'a feature that does not exist',
    change: { feature: [2, -1, -1] },
    message: 'tree 0, node 0: expected a feature from 0 to 1, got 2',
  },
  {
    name: 'a threshold that is not a number',
    change: { threshold: [Number.NaN, 0, 0] },
    message: 'tree 0, node 0: expected a threshold, got NaN',
  },
  {
    name: 'a leaf that is not a number',
    change: { value: [0, 1, Number.NaN] },
    message: 'tree 0, node 2: expected a finite leaf value, got NaN',
  },
  {
    name: 'a vote for no class',
    change: { output: 'vote' },
    message: 'tree 0, node 1: expected a class from 0 to 0, got 10',
  },
  {
    name: 'a left child that does not exist',
    change: { left: [3, -1, -1] },
    message: 'tree 0, node 0: expected a left child from 0 to 2, got 3',
  },
  {
    name: 'a right child that does not exist',
    change: { right: [-1, -1, -1] },
    message: 'tree 0, node 0: expected a right child from 0 to 2, got -1',
  },
  {
    name: 'a circle',
    change: { feature: [0, 0, -1], left: [1, 0, -1], right: [2, 2, -1] },
    message: 'tree 0, node 0: expected one way from the root to each node, got two or a circle',
  },
  {
    name: 'a node with two parents',
    change: { right: [1, -1, -1] },
    message: 'tree 0, node 1: expected one way from the root to each node, got two or a circle',
  },
  {
    name: 'a category that is no code',
    change: { sets: new Map([[0, { values: [1, -1], membersGo: 'left' }]]) },
    message: 'tree 0, node 0: expected category codes from 0 to 16777215, got -1',
  },
  {
    name: 'a linear leaf with a coefficient missing',
    change: { linear: new Map([[1, { constant: 0, features: [0, 1], coefficients: [1] }]]) },
    message: 'tree 0, node 1: expected a coefficient for each of 2 features, got 1',
  },
  {
    name: 'a linear leaf of a feature that does not exist',
    change: { linear: new Map([[1, { constant: 0, features: [2], coefficients: [1] }]]) },
    message: 'tree 0, node 1: expected a feature from 0 to 1, got 2',
  },
])('refuses a tree with $name', ({ change, message }) => {
  expect(() => compileTrees({ ...model, trees: [{ ...tree, ...change }] })).toThrow(
    expect.objectContaining({ name: 'ModelFormatError', message }),
  );
});

test.each([
  { change: { featureCount: 0 }, message: 'expected a model of 1 to 1000000 features, got 0' },
  { change: { featureCount: 2 ** 31 }, message: 'expected a model of 1 to 1000000 features, got 2147483648' },
  { change: { outputs: 0 }, message: 'expected a model of 1 to 10000 outputs, got 0' },
  { change: { base: [] }, message: 'expected a base for each of 1 outputs, got 0' },
])('refuses a model: $message', ({ change, message }) => {
  expect(() => compileTrees({ ...model, ...change })).toThrow(expect.objectContaining({ name: 'ModelFormatError', message }));
});
