import { type Clock, type Log, metaTime, type ObjectClient } from '@modelmonitor/kube';
import { watchedTypes } from '../caches/cachedKinds.ts';
import type { JobItem } from '../caches/jobs.ts';

/** Ends Jobs whose work is done while another container of their pod, such as the proxy of a mesh, runs on. */
export interface RunEnds {
  /** @returns milliseconds until the next look; undefined when no Job waits */
  step(run: FinishedRun): Promise<number | undefined>;
  /** Forgets a monitor. */
  forget(key: string): void;
}

interface FinishedRun {
  /** Key of the monitor. */
  readonly key: string;
  readonly namespace: string;
  /** Runs of the monitor. */
  readonly jobs: readonly JobItem[];
  /** Name of the Job that wrote the newest report. */
  readonly reportedBy: string | undefined;
  readonly signal: AbortSignal;
}

export interface RunEndsOptions {
  readonly client: Pick<ObjectClient, 'apply'>;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly log: Log;
}

/** How long a pod may take to end after its report was written, in milliseconds. */
const graceMilliseconds = 20_000;

/**
 * A Job with the condition SuccessCriteriaMet is ended by its controller: it deletes the pods, and the Job is Complete. The job process has
 * nothing left to do once its report is written.
 */
export function createRunEnds({ client, clock, log }: RunEndsOptions): RunEnds {
  /** By monitor: the Job, and since when its report is known; undefined when it was ended. */
  const waiting = new Map<string, { readonly uid: string; readonly since: number | undefined }>();
  return {
    async step({ key, namespace, jobs, reportedBy, signal }) {
      const job = jobs.find(({ name, outcome }) => name === reportedBy && outcome === 'running');
      const before = waiting.get(key);
      if (job === undefined) {
        waiting.delete(key);
        return undefined;
      }
      const { since } = before?.uid === job.uid ? before : { since: clock.monotonic() };
      waiting.set(key, { uid: job.uid, since });
      if (since === undefined) return undefined;
      const left = since + graceMilliseconds - clock.monotonic();
      if (left > 0) return left;
      const fields = { namespace, job: job.name };
      try {
        await client.apply(watchedTypes.job, successOf({ ...job, namespace }, clock.now()), { ...asManager, signal });
        waiting.set(key, { uid: job.uid, since: undefined });
        log('info', 'ended a drift run whose report is written', fields);
        return undefined;
      } catch (error) {
        // Another try after the same time, until the Job ends by its deadline.
        waiting.set(key, { uid: job.uid, since: clock.monotonic() });
        log('warn', 'a drift run whose report is written could not be ended', { ...fields, reason: (error as Error).message });
        return graceMilliseconds;
      }
    },
    forget: (key) => waiting.delete(key),
  };
}

const asManager = { fieldManager: 'modelmonitor-runs', subresource: 'status' } as const;

function successOf({ name, namespace, uid }: Pick<JobItem, 'name' | 'uid'> & { namespace: string }, now: number) {
  const { apiVersion, kind } = watchedTypes.job;
  const time = metaTime(now);
  const message = 'The report is written, and another container of the pod runs on';
  const condition = { type: 'SuccessCriteriaMet', status: 'True', reason: 'ReportWritten', message };
  return {
    apiVersion,
    kind,
    // Only the Job with this identity, not another one of its name.
    metadata: { name, namespace, uid },
    status: { conditions: [{ ...condition, lastProbeTime: time, lastTransitionTime: time }] },
  };
}
