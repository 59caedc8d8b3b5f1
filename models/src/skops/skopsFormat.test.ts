import { loadModel } from '../loadModel.ts';
import { answerDifferences, contractOf, rowsOf, testFiles } from '../testCases.ts';

test.each(testFiles('skops-'))('$name predicts what scikit-learn does', async ({ testCase, bytes }) => {
  const model = await loadModel(bytes, contractOf(testCase), 'skops');
  const tolerance = { absolute: 1e-14, relative: 1e-14 };
  expect(await answerDifferences(testCase, model, { probability: tolerance, prediction: tolerance })).toEqual([]);
});

// A forest on its own, and forests and linear models behind encoders: what is explained is what the contract names.
test.each(testFiles('skops-'))('contributions of $name add up to its predictions', async ({ testCase, bytes }) => {
  const model = await loadModel(bytes, contractOf(testCase), 'skops');
  const width = testCase.meta.features.length;
  const rows = rowsOf(testCase, model).subarray(0, 20 * width);
  const explainer = await model.explainer?.({ rows, count: 20 });
  if (explainer === undefined) throw new Error('expected an explainer');
  const { outputs, base, scale } = explainer;
  const contributions = explainer.contributions(rows, 20);
  const { values, probabilities } = await model.predict(rows, 20);
  const answers = scale === 'probability' ? probabilities : scale === 'value' ? values : (await model.margins?.(rows, 20))?.values;
  const sums = Array.from({ length: 20 * outputs }, (_, cell) => {
    const [row, output] = [Math.floor(cell / outputs), cell % outputs];
    return Array.from({ length: width }, (_, feature) => contributions[(row * width + feature) * outputs + output] as number).reduce(
      (sum, value) => sum + value,
      base[output] as number,
    );
  });
  expect(sums.map((sum, cell) => Math.abs(sum - (answers?.[cell] as number)) < 1e-9)).not.toContain(false);
});
