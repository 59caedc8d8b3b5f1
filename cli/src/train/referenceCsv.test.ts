import { referenceCsv } from './referenceCsv.ts';
import type { TrainingData } from './trainingData.ts';

const flowers = (names: readonly string[]): TrainingData => ({
  contract: { task: 'classification', features: names.map((name) => ({ name, type: 'numeric' })), classes: ['red', 'deep blue'] },
  targetName: 'colour',
  matrix: Float64Array.from({ length: 2 * names.length }, (_, index) => index),
  target: [0, 1],
  hash: '',
  otherColumns: [],
  leftOut: { columns: [], withoutTarget: 0, incomplete: 0, notSampled: 0 },
  notes: [],
});
const { NaN: none } = Number;
const predictions = { values: Float64Array.of(1, none), probabilities: Float64Array.of(1 / 3, 2 / 3, none, none) };

test.each([
  {
    name: 'a classification has the class and the probability of each; cells without a prediction are empty',
    features: ['petal'],
    lines: ['petal,colour,prediction,probability_red,probability_deep blue\n', '0,red,deep blue,0.3333,0.6667\n', '1,deep blue,,,\n'],
  },
  {
    name: 'one column of the name of a probability keeps all of them out',
    features: ['probability_red'],
    lines: ['probability_red,colour,prediction\n', '0,red,deep blue\n', '1,deep blue,\n'],
  },
  {
    name: 'a column of the name of the prediction keeps that out',
    features: ['prediction'],
    lines: ['prediction,colour,probability_red,probability_deep blue\n', '0,red,0.3333,0.6667\n', '1,deep blue,,\n'],
  },
])('$name', ({ features, lines }) => {
  const { header, rows } = referenceCsv(flowers(features), predictions);
  expect([header, ...rows]).toEqual(lines);
});

test('a regression has values with the decimals of its leaves', () => {
  const data = flowers(['petal']);
  const regression: TrainingData = { ...data, contract: { ...data.contract, task: 'regression', classes: [] }, target: [1, 3] };
  const { header, rows } = referenceCsv(regression, { values: Float64Array.of(4 / 3, none) });
  expect([header, ...rows]).toEqual(['petal,colour,prediction\n', '0,1,1.33333\n', '1,3,\n']);
});
