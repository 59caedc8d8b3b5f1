import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TrustCounts, TrustTask } from './trustTask.ts';

/** Runs the tasks on worker threads, and gives the counts of each, by method. */
export async function simulateAll(
  tasks: readonly TrustTask[],
  { threads, progress }: { threads: number; progress: (done: number) => void },
): Promise<TrustCounts[][]> {
  const counts: TrustCounts[][] = [];
  // The longest first, so that no thread is left with them at the end.
  const queue = [...tasks.entries()].sort(([, a], [, b]) => a.rows * a.runs * a.methods.length - b.rows * b.runs * b.methods.length);
  let done = 0;
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(new URL('./trust.worker.ts', import.meta.url));
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        const [index, task] = next;
        worker.postMessage(task);
        [counts[index]] = (await once(worker, 'message')) as [TrustCounts[]];
        progress(++done);
      }
      await worker.terminate();
    }),
  );
  return counts;
}
