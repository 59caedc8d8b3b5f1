import { loadModel } from '../loadModel.ts';
import { contractOf, rowsOf, testFiles } from '../testCases.ts';

const files = testFiles('onnx-').filter(({ testCase }) => testCase.meta.refused === undefined);

/** What each graph is explained on; the ones on probabilities without trees are estimated. */
const scales: Readonly<Record<string, string>> = {
  'onnx-boosting-binary': 'margin',
  'onnx-boosting-multiclass': 'margin',
  'onnx-columns-boosting-zipmap': 'margin',
  'onnx-columns-logistic': 'margin',
  'onnx-frame-double-imputer': 'probability',
  'onnx-frame-types': 'probability',
  'onnx-from-lightgbm': 'margin',
  'onnx-from-xgboost': 'margin',
  'onnx-from-xgboost-multiclass': 'margin',
  'onnx-hist-boosting-missing': 'margin',
  'onnx-logistic': 'margin',
  'onnx-logistic-multiclass': 'margin',
};

test.each(files)('$name: contributions and base sum to the answer', async ({ testCase, bytes }) => {
  const contract = contractOf(testCase);
  const model = await loadModel(bytes, contract);
  const width = contract.features.length;
  const count = 5;
  const rows = rowsOf(testCase, model);
  const explainer = await model.explainer?.({ rows: rows.subarray(0, 40 * width), count: 40 });
  if (explainer === undefined) throw new Error('expected an explainer');
  const { outputs, base, scale } = explainer;
  expect(scale).toBe(scales[testCase.name] ?? (contract.task === 'regression' ? 'value' : 'probability'));
  const own = rows.subarray(0, count * width);
  const contributions = explainer.contributions(own, count);
  const { values, probabilities } = await model.predict(own, count);
  for (let row = 0; row < count; row++) {
    const sums = Array.from(base, (sum, output) => {
      let total = sum;
      for (let feature = 0; feature < width; feature++) total += contributions[(row * width + feature) * outputs + output] as number;
      return total;
    });
    const classes = contract.classes.length;
    const answer = probabilities === undefined ? [values[row] as number] : [...probabilities.subarray(row * classes, (row + 1) * classes)];
    const links = scale === 'margin' ? linksOf(testCase.name)(sums) : sums;
    for (const [at, value] of links.entries())
      expect(Math.abs(value - (answer[at] as number))).toBeLessThan(4e-6 * Math.max(1, Math.abs(value)));
  }
});

function linksOf(name: string): (sums: readonly number[]) => number[] {
  const sigmoid = (sum: number) => 1 / (1 + Math.exp(-sum));
  if (name === 'onnx-logistic-multiclass') return softmax;
  return (sums) => (sums.length === 1 ? [1 - sigmoid(sums[0] as number), sigmoid(sums[0] as number)] : softmax(sums));
}

function softmax(sums: readonly number[]): number[] {
  const total = sums.reduce((sum, value) => sum + Math.exp(value), 0);
  return sums.map((value) => Math.exp(value) / total);
}
