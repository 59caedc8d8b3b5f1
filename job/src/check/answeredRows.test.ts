import { rowsOfReference } from './answeredRows.ts';

const column = (name: string) => ({ name, type: 'categorical', values: ['a', 'b'] }) as const;
const numbers = (name: string) => ({ name, type: 'numeric', values: Float64Array.of(0.25, 0.75) }) as const;
const target = { name: 'kind', classes: ['a', 'b'] };
const table = { rows: 2, columns: [column('kind'), column('prediction'), numbers('probability_a'), numbers('probability_b')] };
const model = (...features: string[]) => ({
  task: 'classification' as const,
  features: features.map((name) => ({ name, type: 'numeric' as const, optional: false })),
  target,
  versions: [],
});

test('a reference has the predictions that train adds', () => {
  const { prediction, probabilities } = rowsOfReference(table, model('x'));
  expect(prediction?.values).toEqual(['a', 'b']);
  expect(probabilities).toMatchObject({ kind: 'byClass' });
});

test('a feature called as the predictions are is no prediction', () => {
  const { features, prediction, probabilities } = rowsOfReference(table, model('prediction', 'probability_a'));
  expect(features.map(({ name }) => name)).toEqual(['prediction', 'probability_a']);
  expect(prediction).toBeNull();
  expect(probabilities).toBeUndefined();
});
