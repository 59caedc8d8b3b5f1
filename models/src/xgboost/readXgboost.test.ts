import { loadModel, readModel } from '../loadModel.ts';
import { bytesOf, contractOf, readTestCase, rowsOf } from '../testCases.ts';

const testCase = readTestCase('xgboost-1.7-binary');
const text = Buffer.from(bytesOf(testCase, 'model.json')).toString('utf8');
/** Broken in many places. */
type Document = ReturnType<typeof JSON.parse>;

function documentWith(change: (document: Document) => void): Uint8Array {
  const document: Document = JSON.parse(text);
  change(document);
  return Buffer.from(JSON.stringify(document));
}

const trees = (document: Document) => document.learner.gradient_booster.model.trees;

test.each<{ message: string; change: (document: Document) => void }>([
  { message: 'learner: expected an object, got nothing', change: (document) => delete document.learner },
  {
    message: 'learner.gradient_booster.name: expected gbtree or dart, got gblinear',
    change: ({ learner }) => Object.assign(learner.gradient_booster, { name: 'gblinear' }),
  },
  {
    message: 'learner.gradient_booster.model: expected trees, got none: the file is a configuration',
    change: ({ learner }) => delete learner.gradient_booster.model,
  },
  {
    message: 'weight_drop: expected the weights of the trees, got nothing',
    change: ({ learner }) => Object.assign(learner.gradient_booster, { name: 'dart' }),
  },
  {
    message: 'learner.objective.name: expected one of binary:logistic, ',
    change: ({ learner }) => Object.assign(learner.objective, { name: 'binary:mine' }),
  },
  {
    message: 'learner.learner_model_param.num_target: expected a model of one target, got 2; train one model per target',
    change: ({ learner }) => Object.assign(learner.learner_model_param, { num_target: '2' }),
  },
  {
    message: 'learner.learner_model_param.num_class: expected one output for binary:logistic, got 3',
    change: ({ learner }) => Object.assign(learner.learner_model_param, { num_class: '3' }),
  },
  {
    message: 'learner.learner_model_param.base_score: expected a number, got "many"',
    change: ({ learner }) => Object.assign(learner.learner_model_param, { base_score: 'many' }),
  },
  {
    message: 'learner.learner_model_param.num_feature: expected a whole number from 0 to 100000, got "1000000000"',
    change: ({ learner }) => Object.assign(learner.learner_model_param, { num_feature: '1000000000' }),
  },
  {
    message: 'learner.feature_names: expected 6 texts, as num_feature says, got 5',
    change: ({ learner }) => learner.feature_names.pop(),
  },
  {
    message: 'learner.gradient_booster.model.tree_info: expected 12 numbers, got 11',
    change: ({ learner }) => learner.gradient_booster.model.tree_info.pop(),
  },
  {
    message: 'learner.gradient_booster.model.trees[3].left_children: expected a list, got "none"',
    change: (document) => Object.assign(trees(document)[3], { left_children: 'none' }),
  },
  {
    message: 'learner.gradient_booster.model.trees[3].split_conditions[1]: expected a number, got null',
    change: (document) => Object.assign(trees(document)[3].split_conditions, { 1: null }),
  },
  {
    message: 'learner.gradient_booster.model.trees[0].split_indices[0]: expected a feature from 0 to 5, got 6',
    change: (document) => Object.assign(trees(document)[0].split_indices, { 0: 6 }),
  },
  {
    message: 'tree 2, node 0: expected a left child from 0 to 28, got 99',
    change: (document) => Object.assign(trees(document)[2].left_children, { 0: 99 }),
  },
  {
    message: 'tree 2, node 0: expected one way from the root to each node, got two or a circle',
    change: (document) => Object.assign(trees(document)[2].left_children, { 1: 0 }),
  },
  {
    message:
      'learner.gradient_booster.model.trees[0].tree_param.size_leaf_vector: expected leaves of one number, got 3; train with multi_strategy="one_output_per_tree"',
    change: (document) => Object.assign(trees(document)[0].tree_param, { size_leaf_vector: '3' }),
  },
  {
    message: 'learner.gradient_booster.model.trees[0].split_type[0]: expected the categories of a split on categories, got none',
    change: (document) => Object.assign(trees(document)[0].split_type, { 0: 1 }),
  },
])('refused: $message', async ({ message, change }) => {
  await expect(loadModel(documentWith(change), contractOf(testCase))).rejects.toThrow(message);
});

test('blanks and another order of the keys change nothing', async () => {
  const document: Document = JSON.parse(text);
  const turned = `  \n${JSON.stringify(Object.fromEntries(Object.entries(document).reverse()), null, 2)}\n`;
  const [model, same] = [
    await loadModel(Buffer.from(text), contractOf(testCase)),
    await loadModel(Buffer.from(turned), contractOf(testCase)),
  ];
  const rows = rowsOf(testCase, model);
  expect(same.predict(rows, 200)).toEqual(model.predict(rows, 200));
});

test('features called f0, f1, … count by order, unless the resource calls them so', async () => {
  const bytes = documentWith(({ learner }) => Object.assign(learner, { feature_names: ['f0', 'f1', 'f2', 'f3', 'f4', 'f5'] }));
  expect((await readModel(bytes)).description.features?.[0]).toEqual({});
  const contract = contractOf(testCase);
  const [model, renamed] = [await loadModel(Buffer.from(text), contract), await loadModel(bytes, contract)];
  const rows = rowsOf(testCase, model).subarray(0, 6);
  expect(renamed.predict(rows, 1)).toEqual(model.predict(rows, 1));
  const features = contract.features.map((_, index) => ({ name: `f${5 - index}`, type: 'numeric' as const }));
  expect((await loadModel(bytes, { ...contract, features })).predict(rows.toReversed(), 1)).toEqual(model.predict(rows, 1));
});

test('numbers that JSON does not know are read as the library writes them', async () => {
  const odd = text
    .replace(/"loss_changes":\[[^,\]]*/, '"loss_changes":[-Infinity')
    .replace(/"base_weights":\[[^,\]]*/, '"base_weights":[NaN');
  expect(odd).not.toBe(text);
  await expect(loadModel(Buffer.from(odd), contractOf(testCase))).resolves.toBeDefined();
});

describe('what the classes for scikit-learn saved', () => {
  const save = (parameters: string) => documentWith(({ learner }) => Object.assign(learner, { attributes: { scikit_learn: parameters } }));

  test('a number that means missing is missing', async () => {
    const [model, marked] = [
      await loadModel(Buffer.from(text), contractOf(testCase)),
      await loadModel(save('{"missing": -999.0, "gamma": NaN}'), contractOf(testCase)),
    ];
    const rows = rowsOf(testCase, model);
    const filled = rows.map((value) => (Number.isNaN(value) ? -999 : value));
    expect(filled).not.toEqual(rows);
    expect(marked.predict(filled, 200)).toEqual(model.predict(rows, 200));
  });

  test('class names', async () => {
    const bytes = save('{"missing": NaN, "classes_": ["no", "yes"], "_le": {"classes_": ["no", "yes"]}}');
    expect((await readModel(bytes)).description.classes).toEqual(['no', 'yes']);
    await expect(loadModel(bytes, { ...contractOf(testCase), classes: ['on', 'off'] })).rejects.toThrow('the model file has "no", "yes"');
  });

  test.each(['{"classes_": ["a", "b", "c"]}', '{"classes_"', 'null'])('%s says nothing', async (parameters) => {
    const { description } = await readModel(save(parameters));
    expect(description.classes).toBeUndefined();
  });
});
