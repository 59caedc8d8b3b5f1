import { loadForest } from './loadForest.ts';
import { bytesOf, smallForestContract as contract, smallForestFile as file } from './smallForest.ts';

const tree = file.trees[1];

test.each([
  {
    name: 'a tree that is none',
    change: { trees: [null] },
    message: 'tree 0 must be an object with the lists feature and value, got null',
  },
  {
    name: 'child links',
    change: { trees: [{ ...tree, right: [0] }] },
    message: 'tree 0 must have the fields "feature" and "value" only, got "right"',
  },
  {
    name: 'lists of two lengths',
    change: { trees: [tree, { feature: [-1], value: [0, 1] }] },
    message: 'tree 1: feature and value must be equally long, got 1 and 2',
  },
  {
    name: 'a tree without nodes',
    change: { trees: [{ feature: [], value: [] }] },
    message: 'tree 0 ends after 0 nodes, expected a left and a right branch for every split',
  },
  {
    name: 'a branch that is missing',
    change: { trees: [{ feature: [0, -1], value: [1, 0] }] },
    message: 'tree 0 ends after 2 nodes, expected a left and a right branch for every split',
  },
  {
    name: 'splits without end',
    change: { trees: [{ feature: [0, 0, 0], value: [1, 1, 1] }] },
    message: 'tree 0 ends after 3 nodes, expected a left and a right branch for every split',
  },
  {
    name: 'nodes nothing leads to',
    change: { trees: [{ feature: [-1, 0, -1], value: [0, 1, 1] }] },
    message: 'tree 0 is complete after 1 nodes, got 3: the others cannot be reached',
  },
  {
    name: 'a feature out of range',
    change: { trees: [{ feature: [2, -1, -1], value: [1, 0, 1] }] },
    message: 'tree 0, node 0: feature must be an index from -1 to 1, or -2 - index, got 2',
  },
  {
    name: 'a feature out of range whose missing values go left',
    change: { trees: [{ feature: [-4, -1, -1], value: [1, 0, 1] }] },
    message: 'tree 0, node 0: feature must be an index from -1 to 1, or -2 - index, got -4',
  },
  {
    name: 'a feature that is no index',
    change: { trees: [{ feature: [0, '__proto__', -1], value: [1, 0, 1] }] },
    message: 'tree 0, node 1: feature must be an index from -1 to 1, or -2 - index, got "__proto__"',
  },
  {
    name: 'a threshold that was NaN',
    change: { trees: [{ feature: [0, -1, -1], value: [Number.NaN, 0, 1] }] },
    message: 'tree 0, node 0: threshold must be a finite number, got null',
  },
  {
    name: 'a leaf without a value',
    change: { trees: [{ feature: [-1], value: [null] }] },
    message: 'tree 0, node 0: leaf value must be a finite number, got null',
  },
  {
    name: 'a class index out of range',
    change: { trees: [{ feature: [-1], value: [2] }] },
    message: 'tree 0, node 0: leaf value must be a class index from 0 to 1, got 2',
  },
])('refuses $name', ({ change, message }) => {
  const broken = bytesOf({ ...file, ...change });
  expect(() => loadForest(broken, contract, { trees: 5, nodes: 20 })).toThrow(
    expect.objectContaining({ name: 'ModelFormatError', message }),
  );
});
