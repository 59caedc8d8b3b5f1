import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A task that a worker answers with one message, and what it costs beside others. */
interface Simulation<Task> {
  readonly tasks: readonly Task[];
  readonly costOf: (task: Task) => number;
  readonly worker: URL;
}

/** Runs the tasks on worker threads, and gives the result of each, in their order. */
export async function simulateAll<Task, Result>(
  { tasks, costOf, worker: file }: Simulation<Task>,
  { threads, progress }: { threads: number; progress: (done: number) => void },
): Promise<Result[]> {
  const results: Result[] = [];
  // The longest first, so that no thread is left with them at the end.
  const queue = [...tasks.entries()].sort(([, a], [, b]) => costOf(a) - costOf(b));
  let done = 0;
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(file);
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        const [index, task] = next;
        worker.postMessage(task);
        [results[index]] = (await once(worker, 'message')) as [Result];
        progress(++done);
      }
      await worker.terminate();
    }),
  );
  return results;
}
