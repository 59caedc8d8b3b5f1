import { loadModel } from '../loadModel.ts';
import { bytesOf, contractOf, readTestCase, rowsOf } from '../testCases.ts';

const testCase = readTestCase('lightgbm-categorical');
const text = Buffer.from(bytesOf(testCase, 'model.txt')).toString('utf8');
const load = (content: string) => loadModel(Buffer.from(content), contractOf(testCase));

test.each([
  { message: 'the head: expected a line max_feature_idx=…, got none', change: () => text.replace(/max_feature_idx=\d+\n/, '') },
  {
    message: 'the head, feature_names: expected 8 names, as max_feature_idx says, got 7',
    change: () => text.replace('feature_names=age ', 'feature_names='),
  },
  {
    message: 'the head, objective: expected one of binary, multiclass, ',
    change: () => text.replace('objective=binary', 'objective=mine'),
  },
  { message: 'the head, objective: expected a number for sigmoid, got one', change: () => text.replace('sigmoid:1', 'sigmoid:one') },
  {
    message: 'the head, num_tree_per_iteration: expected one tree, since the objective has one output, got 3',
    change: () => text.replace('num_tree_per_iteration=1', 'num_tree_per_iteration=3'),
  },
  {
    message: 'the head, tree_sizes: expected 15 trees, got 2: the file is cut or damaged',
    change: () => text.slice(0, text.indexOf('Tree=2')),
  },
  { message: 'tree 0, leaf_value: expected 10 numbers, got 9', change: () => text.replace(/leaf_value=\S+ /, 'leaf_value=') },
  { message: 'tree 0, threshold: expected numbers, got wide', change: () => text.replace(/threshold=\S+/, 'threshold=wide') },
  { message: 'tree 0, node 0: expected a left child from 0 to 18, got 99', change: () => text.replace(/left_child=\S+/, 'left_child=99') },
  {
    message: 'tree 0, node 0: expected a feature from 0 to 7, got 80',
    change: () => text.replace(/split_feature=\S+/, 'split_feature=80'),
  },
  {
    message: 'pandas_categorical: expected JSON, got [["east"',
    change: () => text.replace(/pandas_categorical:.*/, 'pandas_categorical:[["east"'),
  },
  {
    message: 'pandas_categorical: expected one list of names for each of 2 categorical features, got 1',
    change: () => text.replace(/pandas_categorical:.*/, 'pandas_categorical:[["east"]]'),
  },
])('refused: $message', async ({ message, change }) => {
  const content = change();
  expect(content).not.toBe(text);
  await expect(load(content)).rejects.toThrow(message);
});

test('line ends of Windows, no version, no end and no parameters change nothing', async () => {
  const model = await load(text);
  const rows = rowsOf(testCase, model);
  const bare = `${text.replace('version=v4\n', '').slice(0, text.indexOf('end of trees') - 'version=v4\n'.length)}\n${text.slice(text.indexOf('pandas_categorical'))}`;
  for (const content of [text.replaceAll('\n', '\r\n'), bare])
    expect((await load(content)).predict(rows, 200)).toEqual(model.predict(rows, 200));
});

test('a file without its objective is a regression without a link', async () => {
  const bare = Buffer.from(text.replace(/objective=.*\n/, ''));
  await expect(loadModel(bare, contractOf(testCase))).rejects.toThrow('holds a regression model');
  const model = await loadModel(bare, { ...contractOf(testCase), task: 'regression', classes: [] });
  const rows = rowsOf(testCase, model);
  const margins = (await load(text)).margins?.(rows, 200);
  expect(model.predict(rows, 200)).toEqual({ values: (await margins)?.values });
});
