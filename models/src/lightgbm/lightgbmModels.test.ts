import { loadModel } from '../loadModel.ts';
import { answerDifferences, contractOf, contributionDifferences, testFiles } from '../testCases.ts';

const exact = { absolute: 0, relative: 0 };
const rounded = { absolute: 1e-15, relative: 1e-15 };

const cases = testFiles('lightgbm-');

test.each(cases)('$name answers as LightGBM does', async ({ testCase, bytes }) => {
  const model = await loadModel(bytes, contractOf(testCase));
  expect(await answerDifferences(testCase, model, { raw: exact, probability: rounded, prediction: rounded })).toEqual([]);
});

test.each(cases.filter(({ testCase }) => testCase.contributions !== undefined))(
  '$name explains as TreeSHAP of LightGBM does',
  async (one) => {
    const model = await loadModel(one.bytes, contractOf(one.testCase));
    expect(await contributionDifferences(one.testCase, model, { absolute: 1e-9, relative: 0 })).toEqual([]);
  },
);
