import { loadModel, readModel } from '../loadModel.ts';
import { bytesOf, contractOf, readTestCase, rowsOf } from '../testCases.ts';

const testCase = readTestCase('catboost-categorical-one-hot');
const text = Buffer.from(bytesOf(testCase, 'model.json')).toString('utf8');
/** Broken in many places. */
type Document = ReturnType<typeof JSON.parse>;

function documentWith(change: (document: Document) => void): Uint8Array {
  const document: Document = JSON.parse(text);
  change(document);
  return Buffer.from(JSON.stringify(document));
}

test.each<{ message: string; change: (document: Document) => void }>([
  { message: 'model_info.params: expected an object, got nothing', change: ({ model_info }) => delete model_info.params },
  {
    message: 'model_info.params.loss_function.type: expected one of Logloss, ',
    change: ({ model_info }) => Object.assign(model_info.params.loss_function, { type: 'MultiRMSE' }),
  },
  {
    message: 'scale_and_bias: expected a number and a list of numbers, got ["x"]',
    change: (document) => Object.assign(document, { scale_and_bias: ['x'] }),
  },
  {
    message: 'scale_and_bias: expected one output for Logloss, got 2',
    change: (document) => Object.assign(document, { scale_and_bias: [1, [0, 0]] }),
  },
  {
    message: 'features_info.text_features: expected numeric and categorical features only, got 1 others',
    change: ({ features_info }) => Object.assign(features_info, { text_features: [{}] }),
  },
  {
    message: 'features_info.float_features[1].flat_feature_index: expected each of 0 to 7 once, got 0',
    change: ({ features_info }) => Object.assign(features_info.float_features[1], { flat_feature_index: 0 }),
  },
  {
    message: 'oblivious_trees[0].leaf_values: expected 16 numbers, got 15',
    change: ({ oblivious_trees }) => oblivious_trees[0].leaf_values.pop(),
  },
  {
    message: 'oblivious_trees[0].splits[0].split_type: expected FloatFeature or OneHotFeature, got OnlineCtr',
    change: ({ oblivious_trees }) => Object.assign(oblivious_trees[0].splits[0], { split_type: 'OnlineCtr' }),
  },
])('refused: $message', async ({ message, change }) => {
  await expect(loadModel(documentWith(change), contractOf(testCase))).rejects.toThrow(message);
});

test('categories are computed from the values of the resource, so that it has to list them', async () => {
  const features = contractOf(testCase).features.map(({ name, type }) => ({ name, type }));
  await expect(loadModel(Buffer.from(text), { ...contractOf(testCase), features })).rejects.toThrow(
    'feature "region" is categorical, and the model file holds only hashes of its categories: list its values in the resource',
  );
});

test('classes that the file names may come in another order', async () => {
  const bytes = documentWith(({ model_info }) => Object.assign(model_info.class_params, { class_names: ['no', 'yes'] }));
  const contract = contractOf(testCase);
  const [model, turned] = [await loadModel(bytes, contract), await loadModel(bytes, { ...contract, classes: ['yes', 'no'] })];
  const rows = rowsOf(testCase, model);
  const [own, other] = [await model.predict(rows, 200), await turned.predict(rows, 200)];
  expect(other.values).toEqual(own.values.map((value) => 1 - value));
  expect(other.probabilities?.[0]).toBe(own.probabilities?.[1]);
  const [margins, negated] = [await model.margins?.(rows, 200), await turned.margins?.(rows, 200)];
  expect(negated?.values).toEqual(margins?.values.map((value) => 0 - value));
  const [explainer, opposite] = [await model.explainer?.({ rows, count: 200 }), await turned.explainer?.({ rows, count: 200 })];
  expect(opposite?.base[0]).toBe(-(explainer?.base[0] ?? Number.NaN));
  expect(opposite?.contributions(rows, 200)).toEqual(explainer?.contributions(rows, 200).map((value) => 0 - value));
  await expect(loadModel(bytes, { ...contract, classes: ['on', 'off'] })).rejects.toThrow(
    'the resource has the classes "on", "off"; the model file has "no", "yes"',
  );
});

test('a feature that is split between 0 and 1 may hold truth values, which the data tells', async () => {
  const bytes = documentWith(({ features_info }) => {
    for (const feature of features_info.float_features) feature.borders = feature.flat_feature_index === 0 ? [0.5] : [0.5, 3];
  });
  const { description } = await readModel(bytes);
  const types = description.features?.map(({ type }) => type) ?? [];
  expect(types[0]).toBeUndefined();
  expect(types.slice(1)).not.toContain(undefined);
});
