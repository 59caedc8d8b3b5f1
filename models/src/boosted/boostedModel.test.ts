import { loadModel } from '../loadModel.ts';
import type { Model, ModelContract } from '../model.ts';
import { bytesOf, contractOf, readTestCase, rowsOf } from '../testCases.ts';

const numeric = readTestCase('xgboost-multiclass-softprob');
const named = readTestCase('xgboost-categorical-one-hot');
const load = async (testCase: typeof numeric, change: Partial<ModelContract> = {}): Promise<Model> =>
  loadModel(bytesOf(testCase, 'model.ubj'), { ...contractOf(testCase), ...change });

test('the contract may list the features in another order', async () => {
  const contract = contractOf(numeric);
  const turned = await load(numeric, { features: contract.features.toReversed() });
  const rows = rowsOf(numeric, turned).subarray(0, 6);
  expect(turned.predict(rows.toReversed(), 1)).toEqual((await load(numeric)).predict(rows, 1));
});

test('where the file names no classes, those of the contract count by index', async () => {
  const classes = ['c', 'b', 'a'];
  const rows = rowsOf(numeric, await load(numeric)).subarray(0, 6);
  expect((await load(numeric, { classes })).predict(rows, 1)).toEqual((await load(numeric)).predict(rows, 1));
});

test('margins sum up contributions and the base', async () => {
  const model = await load(numeric);
  const rows = rowsOf(numeric, model).subarray(0, 12);
  const explainer = await model.explainer?.({ rows, count: 2 });
  const margins = await model.margins?.(rows, 2);
  expect(explainer).toMatchObject({ scale: 'margin', outputs: 3 });
  const contributions = explainer?.contributions(rows, 2) ?? new Float64Array(0);
  for (const [index, margin] of (margins?.values ?? new Float64Array(1)).entries()) {
    const [row, output] = [Math.floor(index / 3), index % 3];
    const own = Array.from({ length: 6 }, (_, feature) => contributions[(row * 6 + feature) * 3 + output] as number);
    expect(own.reduce((sum, one) => sum + one, explainer?.base[output] ?? 0)).toBeCloseTo(margin, 12);
  }
});

test.each<{ name: string; change: (contract: ModelContract) => Partial<ModelContract>; message: string }>([
  {
    name: 'another task',
    change: () => ({ task: 'regression', classes: [] }),
    message: 'expected a regression model, as the resource has it; the XGBoost 3.2.0 file holds a classification model',
  },
  {
    name: 'other features',
    change: ({ features }) => ({ features: [...features.slice(1), { name: 'height', type: 'numeric' }] }),
    message: 'the resource and the model file must have the same features, but the file lacks "height" and the resource lacks "age"',
  },
  {
    name: 'another number of classes',
    change: () => ({ classes: ['no', 'yes'] }),
    message: 'the resource has 2 classes: "no", "yes"; the model file has 3',
  },
])('a contract of $name is refused with what both have', async ({ change, message }) => {
  await expect(load(numeric, change(contractOf(numeric)))).rejects.toThrow(message);
});

test('categories that the file does not know are refused when it is loaded, numbers for categories too', async () => {
  const { features } = contractOf(named);
  const region = (change: object) => features.map((feature) => (feature.name === 'region' ? { ...feature, ...change } : feature));
  await expect(load(named, { features: region({ values: ['east', 'up'] }) })).rejects.toThrow(
    'feature "region" may be "up" in the resource, but the model file knows only "east", "north", "south", "west"',
  );
  await expect(load(named, { features: region({ type: 'numeric' }) })).rejects.toThrow(
    'feature "region" is numeric in the resource; in the model file it is categorical: "east", "north", "south", "west"',
  );
});

test('a feature is of the type that the file says, where it says one', async () => {
  const age = { name: 'age', type: 'categorical', values: ['young', 'old'] } as const;
  await expect(load(named, { features: [age, ...contractOf(named).features.slice(1)] })).rejects.toThrow(
    'feature "age" is categorical in the resource ("young", "old"), numeric in the model file',
  );
  const model = await load(numeric, { features: [age, ...contractOf(numeric).features.slice(1)] });
  expect(model.categories).toEqual({ age: ['young', 'old'] });
});

test('truth values are the numbers 0 and 1 of a model trained on them', async () => {
  const flag = { name: 'age', type: 'categorical', values: ['True', 'False'] } as const;
  const [, ...others] = contractOf(named).features;
  const [model, numbers] = [await load(named, { features: [flag, ...others] }), await load(named)];
  expect(model.categories['age']).toEqual(['False', 'True']);
  const rows = rowsOf(named, numbers).subarray(0, 8);
  for (const value of [0, 1]) expect(model.predict(rows.with(0, value), 1)).toEqual(numbers.predict(rows.with(0, value), 1));
});

test('the contract may list categories in another order, and not all of them', async () => {
  const features = contractOf(named).features.map((feature) =>
    feature.name === 'region' ? { ...feature, values: ['west', 'east'] } : feature,
  );
  const [model, other] = [await load(named), await load(named, { features })];
  const rows = rowsOf(named, model).subarray(0, 8);
  for (const [index, place] of [
    [3, 0],
    [0, 1],
  ] as const) {
    const [own, turned] = [rows.with(6, index), rows.with(6, place)];
    expect(other.predict(turned, 1)).toEqual(model.predict(own, 1));
  }
});

describe('rows that XGBoost refuses', () => {
  test('a category that the model was not trained on is an error of the row, unless such rows are to be predicted: then it is missing', async () => {
    const model = await load(named);
    const rows = rowsOf(named, model).subarray(0, 16);
    expect(() => model.predict(rows.with(8 + 6, 4), 2)).toThrow(
      expect.objectContaining({
        name: 'ModelInputError',
        row: 1,
        feature: 6,
        message: expect.stringMatching(/^feature "region": expected one of the 4 categories/),
      }),
    );
    const features = contractOf(named).features.map((feature) => ({ ...feature, unseen: 'predict' as const }));
    const lenient = await load(named, { features });
    expect(lenient.predict(rows.with(8 + 6, 4), 2)).toEqual(model.predict(rows.with(8 + 6, Number.NaN), 2));
  });

  test.each([1e39, -1e39, Infinity])('%d is beyond float32', async (value) => {
    const model = await load(numeric);
    const rows = rowsOf(numeric, model).subarray(0, 6);
    expect(() => model.margins?.(rows.with(1, value), 1)).toThrow(
      expect.objectContaining({
        row: 0,
        feature: 1,
        message: `feature "income": expected a number within float32 (up to 3.4e38), which XGBoost computes in, got ${value}`,
      }),
    );
    expect(() => model.predict(rows.with(1, 3.4e38), 1)).not.toThrow();
  });
});
