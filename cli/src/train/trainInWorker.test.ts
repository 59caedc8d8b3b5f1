import { trainForest } from './forestTrainer.ts';
import { irisLike } from './irisLike.ts';
import { type TrainingProgress, trainInWorker } from './trainInWorker.ts';

test('a thread trains the same forest and reports progress', async () => {
  const training = { ...irisLike(30, 1), trees: 4 };
  const progress: TrainingProgress[] = [];
  const forest = await trainInWorker(training, (one) => progress.push(one));
  expect(forest).toEqual(trainForest(training));
  expect(progress.map(({ done, total }) => [done, total])).toEqual([1, 2, 3, 4].map((done) => [done, 4]));
});

test('a failed training has a reason', async () => {
  const failed = trainInWorker({ ...irisLike(30, 1), trees: 0 });
  await expect(failed).rejects.toThrow('training failed: expected a whole number from 1 as trees, got 0');
  await expect(failed).rejects.toHaveProperty('cause.name', 'RangeError');
});
