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

type Validation = ValidatedManifests & { readonly sourceFiles: readonly string[] };

/**
 * Loads and validates manifests in a thread of its own: a large file, or one with thousands of mistakes, takes seconds, in which a process that
 * serves answers requests.
 *
 * @throws Error when the thread cannot be started or ends without a result
 */
export async function validateInWorker(work: ValidationWork): Promise<Validation> {
  const worker = new Worker(new URL('./validate.worker.ts', import.meta.url), { workerData: work });
  const { content, ...rest } = await new Promise<Omit<Validation, 'objects'> & { readonly content: DataContent }>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the manifests could not be read: their thread exited with code ${code}`)));
  });
  return { ...rest, objects: dataObjects(content) };
}
