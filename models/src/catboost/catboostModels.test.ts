import { loadModel } from '../loadModel.ts';
import { answerDifferences, contractOf, testFiles } from '../testCases.ts';

const cases = testFiles('catboost-').filter(({ name }) => name.endsWith('.json'));
const rounded = { absolute: 1e-15, relative: 1e-15 };
const tolerances = { raw: rounded, probability: rounded, prediction: rounded };

test.each(cases.filter(({ testCase }) => testCase.meta.refused === undefined))(
  '$name answers as CatBoost does',
  async ({ testCase, bytes }) => {
    const model = await loadModel(bytes, contractOf(testCase));
    expect(await answerDifferences(testCase, model, tolerances)).toEqual([]);
  },
);

test.each(cases.filter(({ testCase }) => testCase.meta.refused !== undefined))('$name is refused', async ({ testCase, bytes }) => {
  await expect(loadModel(bytes, contractOf(testCase))).rejects.toThrow('(ctr_data) cannot be read');
});
