import { trainForest } from './forestTrainer.ts';
import { irisLike } from './irisLike.ts';
import { trainInWorker } from './trainInWorker.ts';

test('a thread trains the same forest and reports progress', async () => {
  const training = { ...irisLike(30, 1), trees: 4 };
  const progress: number[] = [];
  const forest = await trainInWorker(training, (share) => progress.push(share));
  expect(forest).toEqual(trainForest(training));
  expect(progress).toEqual([0.25, 0.5, 0.75, 1]);
});

test('a failed training has a reason', async () => {
  const failed = trainInWorker({ ...irisLike(30, 1), trees: 0 });
  await expect(failed).rejects.toThrow('training failed: expected a whole number from 1 as trees, got 0');
  await expect(failed).rejects.toHaveProperty('cause.name', 'RangeError');
});
