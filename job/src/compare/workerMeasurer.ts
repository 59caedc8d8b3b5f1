import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { DriftDataError } from '@modelmonitor/tables';
import type { ColumnMeasurer, MeasuredGroup } from './columnMeasurer.ts';
import type { FileWork } from './fileWork.ts';

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
}

type Answer = { readonly group: MeasuredGroup } | { readonly error: Failure };

/** Measures columns on a thread of its own, one group at a time. */
export function workerMeasurer(work: FileWork): ColumnMeasurer {
  const worker = new Worker(new URL('./column.worker.ts', import.meta.url), { workerData: work, ...compileCache() });
  const { promise: broken, reject } = Promise.withResolvers<never>();
  broken.catch(() => undefined);
  worker.once('error', (cause) => reject(new Error('a thread that measures columns failed', { cause })));
  worker.once('exit', (code) => reject(new Error(`a thread that measures columns ended with code ${code}`)));
  return {
    close: () => worker.postMessage(null),
    measure: async (names) => {
      const answer = new Promise<Answer>((resolve) => worker.once('message', resolve));
      worker.postMessage(names);
      const result = await Promise.race([answer, broken]);
      if ('group' in result) return result.group;
      throw asError(result.error);
    },
  };
}

/** A thread has no compile cache of its own accord, and would strip and compile every module again: it gets the one of this thread. */
function compileCache(): Pick<WorkerOptions, 'env'> {
  const ofThisNode = getCompileCacheDir();
  return ofThisNode === undefined ? {} : { env: { NODE_COMPILE_CACHE: dirname(ofThisNode) } };
}

/** Classes of errors do not survive the way between threads. */
function asError({ name, message, stack }: Failure): Error {
  if (name === 'DriftDataError') return new DriftDataError(message);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
