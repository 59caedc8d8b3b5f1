import { Worker } from 'node:worker_threads';
import { InputError } from '../errors.ts';
import type { TrainedForest } from './forestTrainer.ts';
import type { ForestTraining } from './forestTraining.ts';

/** What the training thread posts: progress as a share from 0 to 1 after each tree, then once the forest. */
type WorkerMessage = { readonly progress: number } | { readonly forest: TrainedForest };

/**
 * Trains a forest in a thread of its own, so that the caller can go on drawing its progress line.
 *
 * @param onProgress called with the share of the trees that are done, from 0 to 1
 * @param signal ends the training
 * @throws Error when the training fails, with the reason as its cause; InputError when it was ended
 */
export function trainInWorker(
  training: ForestTraining,
  onProgress: (share: number) => void = () => {},
  signal?: AbortSignal,
): Promise<TrainedForest> {
  const worker = new Worker(new URL('./train.worker.ts', import.meta.url), { workerData: training });
  const stop = () => void worker.terminate();
  return new Promise<TrainedForest>((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      if ('forest' in message) resolve(message.forest);
      else onProgress(message.progress);
    });
    worker.once('error', (cause: Error) => reject(new Error(`training failed: ${cause.message}`, { cause })));
    // Says nothing new after a forest or an error: only a thread that ends without either is left waiting here.
    worker.once('exit', (code) => {
      if (signal?.aborted) reject(new InputError('training was stopped before the forest was ready'));
      reject(new Error(`training ended with code ${code} before the forest was ready`));
    });
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
  }).finally(() => signal?.removeEventListener('abort', stop));
}
