import { Worker } from 'node:worker_threads';
import type { ModelMonitor } from '@modelmonitor/api';
import { type DataContent, dataObjects } from './dataObjects.ts';
import type { ValidatedManifests } from './validateManifests.ts';

/** What the thread needs. */
export interface ValidationWork {
  readonly paths: readonly string[];
  /** Directory of relative paths. */
  readonly cwd: string;
  /** Running monitors by `NAMESPACE/NAME`. */
  readonly running: ReadonlyMap<string, ModelMonitor>;
}

/** The work, and what ends it early. */
interface ValidationOptions extends ValidationWork {
  readonly signal?: AbortSignal;
}

type Validation = ValidatedManifests & { readonly sourceFiles: readonly string[] };

/**
 * Loads and validates manifests in a thread of its own: a large file, or one with thousands of mistakes, takes seconds, in which a process that
 * serves answers requests.
 *
 * @throws Error when the thread cannot be started or ends without a result, as it does when the signal aborts
 */
export async function validateInWorker({ signal, ...work }: ValidationOptions): Promise<Validation> {
  const worker = new Worker(new URL('./validate.worker.ts', import.meta.url), { workerData: work });
  const { content, ...rest } = await new Promise<Omit<Validation, 'objects'> & { readonly content: DataContent }>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    const end = () => void worker.terminate();
    signal?.addEventListener('abort', end);
    worker.once('exit', (code) => {
      // The signal lives as long as the process, which reads its manifests again and again.
      signal?.removeEventListener('abort', end);
      reject(new Error(`the manifests could not be read: their thread exited with code ${code}`));
    });
  });
  return { ...rest, objects: dataObjects(content) };
}
