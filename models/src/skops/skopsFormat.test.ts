import { loadModel } from '../loadModel.ts';
import { answerDifferences, contractOf, testFiles } from '../testCases.ts';

test.each(testFiles('skops-'))('$name predicts what scikit-learn does', async ({ testCase, bytes }) => {
  const model = await loadModel(bytes, contractOf(testCase), 'skops');
  const tolerance = { absolute: 1e-14, relative: 1e-14 };
  expect(await answerDifferences(testCase, model, { probability: tolerance, prediction: tolerance })).toEqual([]);
});
