import { loadModel } from '../loadModel.ts';
import { answerDifferences, contractOf, type TestCase, testFiles } from '../testCases.ts';

const files = testFiles('onnx-').filter(({ testCase }) => testCase.meta.refused === undefined);

/** Cases whose expected probabilities are in the order of the file (high, low, middle), under the names in another order. */
const inFileOrder = ['onnx-columns-forest', 'onnx-forest-zipmap', 'onnx-logistic-multiclass', 'onnx-perceptron'];

test.each(files)('$name answers as onnxruntime does', async ({ testCase, bytes }) => {
  const model = await loadModel(bytes, contractOf(testCase));
  expect(await answerDifferences(inFileOrder.includes(testCase.name) ? withColumnNames(testCase) : testCase, model)).toEqual([]);
});

function withColumnNames(testCase: TestCase): TestCase {
  return { ...testCase, expected: { ...testCase.expected, columns: ['prediction', 'p:high', 'p:low', 'p:middle'] } };
}
