import { loadModel } from '../loadModel.ts';
import { answerDifferences, contractOf, rowsOf } from '../testCases.ts';
import { readSkopsKinds, skopsFile } from './skopsKinds.ts';

const kinds = readSkopsKinds();

test.each(kinds)('$name answers as scikit-learn', async ({ testCase, entries }) => {
  const model = await loadModel(skopsFile(entries), contractOf(testCase), 'auto');
  expect(await answerDifferences(testCase, model)).toEqual([]);
});

test.each(kinds)('contributions of $name add up', async ({ testCase, entries }) => {
  const model = await loadModel(skopsFile(entries), contractOf(testCase), 'skops');
  const count = 6;
  const rows = rowsOf(testCase, model).subarray(0, count * testCase.meta.features.length);
  const explainer = await model.explainer?.({ rows, count });
  if (explainer === undefined) throw new Error('expected an explainer');
  const { outputs, base, scale } = explainer;
  const { values, probabilities } = await model.predict(rows, count);
  const shares = probabilities ?? oneHot(values, outputs);
  const answers = scale === 'probability' ? shares : scale === 'value' ? values : (await model.margins?.(rows, count))?.values;
  const sums = new Float64Array(count * outputs).map((_, cell) => base[cell % outputs] as number);
  explainer.contributions(rows, count).forEach((value, cell) => {
    const place = Math.floor(cell / outputs / testCase.meta.features.length) * outputs + (cell % outputs);
    sums[place] = (sums[place] as number) + value;
  });
  expect([...sums].filter((sum, cell) => !(Math.abs(sum - (answers?.[cell] as number)) < 1e-9))).toEqual([]);
});

function oneHot(values: Float64Array, size: number): Float64Array {
  const shares = new Float64Array(values.length * size);
  values.forEach((value, row) => {
    shares[row * size + value] = 1;
  });
  return shares;
}
