import { createHash } from 'node:crypto';
import { isRefusal, kindOf, type ObjectClient, type RawObject, type RecordEvent } from '@modelmonitor/kube';
import { type Child, monitorLabel, roleLabel } from '@modelmonitor/render';
import { watchedTypes } from '../caches/cachedKinds.ts';
import type { MonitorItem } from '../caches/caches.ts';
import type { ChildItem } from '../caches/children.ts';
import { type JobItem, jobItem, triggerLabel } from '../caches/jobs.ts';
import type { EarlyRun, PodBook } from '../pods/podBook.ts';

export interface EarlyRunInput {
  readonly client: Pick<ObjectClient, 'list' | 'create'>;
  readonly pods: PodBook;
  readonly record: RecordEvent;
  readonly meter: { startedEarly(reason: string): void };
  readonly item: MonitorItem;
  /** Whether the schedule is suspended by the resource. */
  readonly suspended: boolean;
  /** The rendered CronJob, paused. */
  readonly cronJob: Child | undefined;
  /** The CronJob as the cache has it. */
  readonly owner: ChildItem | undefined;
  /** Runs in the cache. */
  readonly jobs: readonly JobItem[];
  /** Milliseconds of the monotonic clock. */
  readonly monotonic: number;
  readonly signal: AbortSignal;
}

/** Why a run starts before its schedule, as part of a sentence. */
const because: Readonly<Record<EarlyRun['reason'], string>> = {
  rows: 'enough new rows have arrived',
  age: 'the oldest new row has reached its age',
  request: 'a client of the model requested it',
};

/** How long a Job that has ended is kept, in seconds. */
const keptSeconds = 3600;

/** How long the CronJob is paused before a Job is created, in milliseconds: its controller may be about to create one itself. */
const pauseMilliseconds = 1000;

/** How long after its creation a Job that is not in the cache counts as gone, in milliseconds. */
const lostMilliseconds = 60_000;

/**
 * The next step of a check that starts before its schedule: the schedule is paused, then one Job is created if none is running, then the
 * schedule continues once it has ended. Two checks never run at the same time.
 *
 * @returns whether a further step will follow
 */
export async function stepEarlyRun(input: EarlyRunInput): Promise<boolean> {
  const { pods, record, meter, item, suspended, cronJob, signal } = input;
  const early = pods.early(item.key);
  if (early === undefined || cronJob === undefined) return false;
  if (suspended && early.job === undefined) {
    pods.setEarly(item.key, undefined);
    return false;
  }
  const next = await nextStep(early, cronJob, input).catch(async (error: Error) => {
    if (!isRefusal(error)) throw error;
    // A quota or a policy: the schedule continues, and the next check before it is due like after one that ran.
    pods.refuseEarly(item.key);
    const message = `a check before its schedule could not be started: ${error.message}`;
    const once = `refused after ${item.status.drift?.lastRunTime}`;
    await record(item, { type: 'Warning', reason: 'DriftRunFailed', action: 'CheckDrift', message, once }, signal);
    return undefined;
  });
  pods.setEarly(item.key, next);
  if (next?.job !== undefined && early.job === undefined) {
    meter.startedEarly(early.reason);
    const message = `Job ${next.job.name} was started before its schedule: ${because[early.reason]}`;
    await record(item, { type: 'Normal', reason: 'DriftRunStarted', action: 'CheckDrift', message, once: next.job.name }, signal);
  }
  return next !== undefined;
}

/** @returns the state after the step; undefined when the check is over */
async function nextStep(early: EarlyRun, cronJob: Child, input: EarlyRunInput): Promise<EarlyRun | undefined> {
  const { owner, jobs, monotonic, client, item, signal } = input;
  if (early.job !== undefined) return isOver(early.job, { jobs, monotonic }) ? undefined : early;
  if (early.pausedAt === undefined) return { ...early, pausedAt: monotonic };
  if (owner === undefined || monotonic - early.pausedAt < pauseMilliseconds) return early;
  if (await isAnyRunning(cronJob, client)) return early;
  const after = [item.status.drift?.lastRunTime ?? '', ...jobs.map(({ uid }) => uid).sort()].join(' ');
  const job = earlyJob(cronJob, { owner: item, reason: early.reason, after });
  await client.create(watchedTypes.job, job, { fieldManager: 'modelmonitor-runs', signal }).catch((error: unknown) => {
    // It exists already: created by this operator before a restart, or by another one.
    if (kindOf(error) !== 'conflict') throw error;
  });
  return { ...early, job: { name: job.metadata.name, at: monotonic } };
}

/** Whether a Job has ended, or has been missing from the cache for so long that it must be gone. */
function isOver({ name, at }: NonNullable<EarlyRun['job']>, { jobs, monotonic }: Pick<EarlyRunInput, 'jobs' | 'monotonic'>): boolean {
  const job = jobs.find((known) => known.name === name);
  return job === undefined ? monotonic - at > lostMilliseconds : job.outcome !== 'running';
}

/** Whether a run is in progress, according to the API server itself: the cache may be late. */
async function isAnyRunning(cronJob: Child, client: EarlyRunInput['client']): Promise<boolean> {
  const { namespace, labels } = cronJob.object.metadata;
  const labelSelector = `${roleLabel}=run,${monitorLabel}=${labels[monitorLabel]}`;
  const runs = await client.list(watchedTypes.job, { namespace }, { labelSelector });
  return runs.some((run) => jobItem(run).outcome === 'running');
}

/** A CronJob's template for Jobs. */
interface JobTemplate {
  readonly metadata: { readonly labels: Readonly<Record<string, string>>; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}

interface EarlyJob {
  readonly owner: Pick<MonitorItem, 'name' | 'uid'>;
  readonly reason: string;
  /** The runs before it; the same runs give the same name, so that two operators cannot start it twice. */
  readonly after: string;
}

/** The Job of an early check, created from the CronJob's template. The monitor owns it: the CronJob's controller warns of Jobs that it did not create. */
function earlyJob(cronJob: Child, { owner, reason, after }: EarlyJob): RawObject {
  const { metadata, spec } = (cronJob.object as unknown as { spec: { jobTemplate: JobTemplate } }).spec.jobTemplate;
  const { apiVersion, kind } = watchedTypes.monitor;
  const { name, namespace } = cronJob.object.metadata;
  const digest = createHash('sha256')
    .update(JSON.stringify([owner.uid, after]))
    .digest('hex')
    .slice(0, 8);
  return {
    apiVersion: watchedTypes.job.apiVersion,
    kind: watchedTypes.job.kind,
    metadata: {
      name: `${name}-${digest}`,
      namespace,
      labels: { ...metadata.labels, [triggerLabel]: reason },
      annotations: metadata.annotations,
      ownerReferences: [{ apiVersion, kind, name: owner.name, uid: owner.uid, controller: true, blockOwnerDeletion: true }],
    },
    spec: { ...spec, ttlSecondsAfterFinished: keptSeconds },
  };
}
