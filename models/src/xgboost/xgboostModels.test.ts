import { loadModel, readModel } from '../loadModel.ts';
import { answerDifferences, contractOf, contributionDifferences, testFiles } from '../testCases.ts';

const cases = testFiles('xgboost-');
const exact = { absolute: 0, relative: 0 };
const probability = { absolute: 2e-7, relative: 0 };

test.each(cases.filter(({ testCase }) => testCase.meta.refused === undefined))(
  '$name answers as XGBoost does',
  async ({ testCase, bytes }) => {
    const model = await loadModel(bytes, contractOf(testCase));
    expect(await answerDifferences(testCase, model, { raw: exact, probability })).toEqual([]);
  },
);

test.each(cases.filter(({ testCase }) => testCase.meta.refused !== undefined))('$name is refused', async ({ testCase, bytes }) => {
  await expect(loadModel(bytes, contractOf(testCase))).rejects.toThrow(expect.objectContaining({ name: 'ModelFormatError' }));
});

test('a description names the library, the features and their categories', async () => {
  const partition = cases.find(({ name }) => name === 'xgboost-categorical-partition/model.ubj');
  expect(await readModel(partition?.bytes ?? new Uint8Array())).toMatchObject({
    format: 'xgboost',
    description: {
      writtenBy: 'XGBoost 3.2.0',
      task: 'regression',
      classCount: 0,
      features: expect.arrayContaining([
        { name: 'age', type: 'numeric' },
        { name: 'plan', type: 'categorical', values: ['basic', 'gold', 'plus'] },
      ]),
    },
  });
});

test.each(cases.filter(({ testCase }) => testCase.contributions !== undefined))(
  '$name explains as TreeSHAP of XGBoost does',
  async (one) => {
    const model = await loadModel(one.bytes, contractOf(one.testCase));
    expect(await contributionDifferences(one.testCase, model, { absolute: 1e-5, relative: 0 })).toEqual([]);
  },
);
