import { type ColumnMeasurer, columnMeasurer, type MeasuredGroup } from './columnMeasurer.ts';
import type { FileWork } from './fileWork.ts';
import { workerMeasurer } from './workerMeasurer.ts';

export interface GroupOptions {
  /** Threads, this one included. */
  readonly threads: number;
  /** Called after each group, with columns that are done. */
  readonly onProgress?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures groups of columns; each thread takes the next group when it is done with one. This thread works too: with one thread there is
 * no other.
 *
 * @returns what was measured, in the order of the groups
 */
export async function measuredGroups(
  work: FileWork,
  groups: readonly (readonly string[])[],
  { threads, onProgress, signal }: GroupOptions,
): Promise<MeasuredGroup[]> {
  const results: MeasuredGroup[] = [];
  const waiting = [...groups.entries()];
  let done = 0;
  const workers = Array.from({ length: Math.min(threads, groups.length) - 1 }, () => workerMeasurer(work));
  const take = async (measurer: ColumnMeasurer): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      signal?.throwIfAborted();
      const [index, names] = next;
      results[index] = await measurer.measure(names);
      done += names.length;
      onProgress?.(done);
    }
  };
  const own = await columnMeasurer(work).catch((error: Error) => {
    for (const worker of workers) worker.close();
    throw error;
  });
  const measurers = [...workers, own];
  try {
    const works = measurers.map((measurer) =>
      take(measurer).catch((error: Error) => {
        waiting.length = 0;
        throw error;
      }),
    );
    // Each finishes what it has begun: a database must not be closed in the middle of a query.
    await Promise.allSettled(works);
    await Promise.all(works);
  } finally {
    for (const measurer of measurers) measurer.close();
  }
  return results;
}
