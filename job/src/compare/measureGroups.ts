import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { DriftDataError } from '@modelmonitor/tables';
import { type ColumnMeasurer, columnMeasurer, type FileWork, type MeasuredGroup } from './columnMeasurer.ts';

export interface GroupOptions {
  /** Threads, this one included. */
  readonly threads: number;
  /** Called after each group, with the number of columns that are done. */
  readonly onProgress?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures groups of columns; each thread takes the next group when it is done with one. This thread works too: with one thread there is
 * no other.
 *
 * @returns what was measured, in the order of the groups
 */
export async function measureGroups(
  work: FileWork,
  groups: readonly (readonly string[])[],
  { threads, onProgress, signal }: GroupOptions,
): Promise<MeasuredGroup[]> {
  const results: MeasuredGroup[] = [];
  const waiting = [...groups.entries()];
  let done = 0;
  const workers = Array.from({ length: Math.min(threads, groups.length) - 1 }, () => startWorker(work));
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
    // Each finishes the group it started: a database must not be closed in the middle of a query.
    await Promise.allSettled(works);
    await Promise.all(works);
  } finally {
    for (const measurer of measurers) measurer.close();
  }
  return results;
}

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly malformed: readonly string[];
}

type Outcome = { readonly group: MeasuredGroup } | { readonly error: Failure };

/** Measures columns on a thread of its own, one group at a time. */
function startWorker(work: FileWork): ColumnMeasurer {
  const worker = new Worker(new URL('./column.worker.ts', import.meta.url), { workerData: work, ...compileCache() });
  const { promise: broken, reject } = Promise.withResolvers<never>();
  broken.catch(() => undefined);
  worker.once('error', (cause) => reject(new Error('a thread that measures columns failed', { cause })));
  worker.once('exit', (code) => reject(new Error(`a thread that measures columns ended with code ${code}`)));
  return {
    close: () => worker.postMessage(null),
    measure: async (names) => {
      const answer = new Promise<Outcome>((resolve) => worker.once('message', resolve));
      worker.postMessage(names);
      const outcome = await Promise.race([answer, broken]);
      if ('group' in outcome) return outcome.group;
      throw asError(outcome.error);
    },
  };
}

/** A thread has no compile cache of its own accord, and would strip and compile every module again: it gets the one of this thread. */
function compileCache(): Pick<WorkerOptions, 'env'> {
  const ofThisNode = getCompileCacheDir();
  return ofThisNode === undefined ? {} : { env: { NODE_COMPILE_CACHE: dirname(ofThisNode) } };
}

/** Messages between threads keep no class of an error. */
function asError({ name, message, stack, malformed }: Failure): Error {
  if (name === 'DriftDataError') return new DriftDataError(message, { malformed });
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
