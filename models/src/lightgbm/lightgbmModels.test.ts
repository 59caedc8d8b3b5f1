import { loadModel } from '../loadModel.ts';
import { answerDifferences, contractOf, testFiles } from '../testCases.ts';

const exact = { absolute: 0, relative: 0 };
const rounded = { absolute: 1e-15, relative: 1e-15 };

test.each(testFiles('lightgbm-'))('$name answers as LightGBM does', async ({ testCase, bytes }) => {
  const model = await loadModel(bytes, contractOf(testCase));
  expect(await answerDifferences(testCase, model, { raw: exact, probability: rounded, prediction: rounded })).toEqual([]);
});
