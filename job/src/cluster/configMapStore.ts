import type { Report } from '@modelmonitor/api';
import { jobAnnotation } from '@modelmonitor/api/plain';
import { failurePatch } from './failurePatch.ts';
import { type PatchOptions, patchConfigMap } from './patchConfigMap.ts';
import { reportPatch } from './reportPatch.ts';

/** The one ConfigMap that the drift job of a cluster writes to. */
export interface ConfigMapStore {
  /** Puts a report in the place of the one before, by one request. */
  save(report: Report): Promise<void>;
  /** Says beside the last report why a run came to none. */
  saveFailure(message: string): Promise<void>;
}

/** Time to write a report, and time to say that a run failed, in milliseconds. */
const [reportMilliseconds, failureMilliseconds] = [60_000, 15_000];

export interface ConfigMapStoreOptions extends Omit<PatchOptions, 'budgetMilliseconds'> {
  /** Name of the Job, which the report names. */
  readonly job: string | undefined;
}

/** @throws DriftStoreError from its methods, saying what has to be fixed */
export function configMapStore({ job, ...options }: ConfigMapStoreOptions): ConfigMapStore {
  return {
    async save(report) {
      const { metadata, ...values } = reportPatch(report);
      const annotations = { ...metadata.annotations, [jobAnnotation]: job ?? null };
      await patchConfigMap({ ...values, metadata: { annotations } }, { ...options, budgetMilliseconds: reportMilliseconds });
    },
    saveFailure: async (message) =>
      patchConfigMap(failurePatch(message, new Date(options.now())), { ...options, budgetMilliseconds: failureMilliseconds }),
  };
}
