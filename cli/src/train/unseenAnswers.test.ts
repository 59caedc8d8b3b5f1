import type { ForestFile } from '@modelmonitor/models';
import type { TrainingData } from './trainingData.ts';
import { unseenAnswers } from './unseenAnswers.ts';

const data: TrainingData = {
  contract: { task: 'classification', features: [{ name: 'x', type: 'numeric' }], classes: ['low', 'high'] },
  targetName: 'level',
  matrix: Float64Array.of(0, 1, 2, 3),
  target: [0, 0, 1, 1],
  hash: '',
  leftOut: { withoutTarget: 0, incomplete: 0 },
};

/** Trees that call a row high from a value of x on. */
const forest = (...thresholds: readonly number[]): ForestFile => ({
  format: 'modelmonitor/forest',
  formatVersion: 1,
  task: 'classification',
  aggregation: 'vote',
  features: ['x'],
  categories: {},
  classes: data.contract.classes,
  training: {},
  trees: thresholds.map((threshold) => ({ feature: [0, -1, -1], value: [threshold, 0, 1] })),
});

test('all trees answer a row to test on, those that did not draw it a row to train on', () => {
  // Row 1 is tested on; the bags speak of the rows 0, 2 and 3 as places 0, 1 and 2.
  const split = { train: [0, 2, 3], test: [1] };
  const { values, probabilities } = unseenAnswers(data, split, { file: forest(0.5, 2.5, 2.5), bags: [[0, 1], [0, 2], [0]] });
  expect([...values]).toEqual([Number.NaN, 0, 0, 1]);
  expect([...(probabilities ?? [])].map((share) => Number(share.toFixed(4)))).toEqual([Number.NaN, Number.NaN, 0.6667, 0.3333, 1, 0, 0, 1]);
});
