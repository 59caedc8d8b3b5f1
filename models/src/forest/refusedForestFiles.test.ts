import { loadForest } from './loadForest.ts';
import { bytesOf, smallForestContract as contract, smallForestFile as file } from './smallForest.ts';

const tree = file.trees[1];

test.each([
  { name: 'another format', change: { format: 'onnx' }, message: 'format must be "modelmonitor/forest", got "onnx"' },
  { name: 'a later version', change: { formatVersion: 3 }, message: 'formatVersion must be 1 or 2, got 3' },
  { name: 'an unknown task', change: { task: 'ranking' }, message: 'task must be "classification" or "regression", got "ranking"' },
  {
    name: 'another task',
    change: { task: 'regression', aggregation: 'mean' },
    message: 'expected a classification model, as the resource has it; the file holds a regression model',
  },
  {
    name: 'an aggregation of another task',
    change: { aggregation: 'mean' },
    message: 'aggregation must be "vote" for classification, got "mean"',
  },
  { name: 'no features', change: { features: [] }, message: 'features must be at least one name, got []' },
  {
    name: 'features that are no names',
    change: { features: ['alcohol', 7] },
    message: 'features must be a list of names, got ["alcohol",7]',
  },
  { name: 'a feature twice', change: { features: ['soil', 'soil'] }, message: 'features must differ from each other, got "soil" twice' },
  {
    name: 'other features',
    change: { features: ['acid', 'soil'] },
    message: 'the resource and the file must have the same features, but the file lacks "alcohol" and the resource lacks "acid"',
  },
  {
    name: 'a feature fewer',
    change: { features: ['soil'] },
    message: 'the resource and the file must have the same features, but the file lacks "alcohol"',
  },
  {
    name: 'features in another order',
    change: { features: ['soil', 'alcohol'] },
    message:
      'the resource and the file must list the features in the same order, but feature 1 is "alcohol" in the resource and "soil" in the file',
  },
  {
    name: 'no categories',
    change: { categories: undefined },
    message: 'categories must be an object of lists by feature name, got nothing',
  },
  {
    name: 'categories of an unknown feature',
    change: { categories: { hue: ['a'] } },
    message: 'categories must belong to a feature of the model, got "hue"',
  },
  {
    name: 'categories missing for a feature',
    change: { categories: {} },
    message: 'feature "soil" is categorical in the resource, but the file has no categories for it',
  },
  {
    name: 'categories of a numeric feature',
    change: { categories: { alcohol: ['low'], soil: ['clay', 'sand'] } },
    message: 'feature "alcohol" is numeric in the resource, categorical in the file',
  },
  {
    name: 'a category it was not trained on',
    change: { categories: { soil: ['clay'] } },
    message: 'feature "soil" may be "sand" in the resource, but the file knows only "clay"',
  },
  {
    name: 'other classes',
    change: { classes: ['red', 'rosé'] },
    message: 'the resource has the classes "red", "white", in this order; the file has "red", "rosé"',
  },
  {
    name: 'classes in another order',
    change: { classes: ['white', 'red'] },
    message: 'the resource has the classes "red", "white", in this order; the file has "white", "red"',
  },
  { name: 'no trees', change: { trees: [] }, message: 'trees must be a list of at least one tree, got []' },
  { name: 'too many trees', change: { trees: Array(6).fill(tree) }, message: 'a forest has at most 5 trees, got 6' },
  { name: 'too many nodes', change: { trees: Array(5).fill(file.trees[0]) }, message: 'a forest has at most 20 nodes, got 25' },
])('refuses $name', ({ change, message }) => {
  const broken = bytesOf({ ...file, ...change });
  expect(() => loadForest(broken, contract, { trees: 5, nodes: 20 })).toThrow(
    expect.objectContaining({ name: 'ModelFormatError', message }),
  );
});
