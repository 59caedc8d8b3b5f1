import { Worker } from 'node:worker_threads';
import { InputError } from '../errors.ts';
import type { TrainedForest } from './forestTrainer.ts';
import type { ForestTraining } from './forestTraining.ts';

/** How far a training is. */
export interface TrainingProgress {
  /** Finished trees, and all. */
  readonly done: number;
  readonly total: number;
  /** Bytes of the finished trees in a model file. */
  readonly bytes: number;
}

/** Messages of the training thread: its progress after each tree, then the forest. */
type WorkerMessage = TrainingProgress | { readonly forest: TrainedForest };

/**
 * Trains a forest in a worker thread, so that the caller can draw its progress line.
 *
 * @param onProgress called after each tree
 * @param signal ends the training
 * @throws Error if the training fails, with the reason as its cause; InputError if it was interrupted, the signal's reason if it is one
 */
export function trainInWorker(
  training: ForestTraining,
  onProgress: (progress: TrainingProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<TrainedForest> {
  const worker = new Worker(new URL('./train.worker.ts', import.meta.url), { workerData: training });
  const stop = () => void worker.terminate();
  return new Promise<TrainedForest>((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      if ('forest' in message) resolve(message.forest);
      else onProgress(message);
    });
    worker.once('error', (cause: Error) => reject(new Error(`training failed: ${cause.message}`, { cause })));
    // Has no effect after a forest or an error; rejects if the thread exits without either.
    worker.once('exit', (code) => {
      if (signal?.aborted) reject(signal.reason instanceof InputError ? signal.reason : new InputError('training was interrupted'));
      reject(new Error(`training exited with code ${code} before the forest was finished`));
    });
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
  }).finally(() => signal?.removeEventListener('abort', stop));
}
