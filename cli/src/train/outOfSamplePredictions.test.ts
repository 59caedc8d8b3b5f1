import type { ForestFile } from '@modelmonitor/models';
import { outOfSamplePredictions } from './outOfSamplePredictions.ts';
import type { TrainingData } from './trainingData.ts';

const data: TrainingData = {
  contract: { task: 'classification', features: [{ name: 'x', type: 'numeric' }], classes: ['low', 'high'] },
  targetName: 'level',
  matrix: Float64Array.of(0, 1, 2, 3),
  target: [0, 0, 1, 1],
  hash: '',
  otherColumns: [],
  leftOut: { columns: [], withoutTarget: 0, incomplete: 0, notSampled: 0 },
  notes: [],
};

/** Trees that predict high from a value of x upwards. */
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

test('all trees predict a test row, out-of-bag trees a training row', () => {
  // Row 1 is the test row; the bags number the rows 0, 2 and 3 as 0, 1 and 2.
  const split = { train: [0, 2, 3], test: [1] };
  const { values, probabilities } = outOfSamplePredictions(data, split, { file: forest(0.5, 2.5, 2.5), bags: [[0, 1], [0, 2], [0]] });
  expect([...values]).toEqual([Number.NaN, 0, 0, 1]);
  expect([...(probabilities ?? [])].map((share) => Number(share.toFixed(4)))).toEqual([Number.NaN, Number.NaN, 0.6667, 0.3333, 1, 0, 0, 1]);
});
