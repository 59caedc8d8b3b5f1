import type { ObjectClient } from '@modelmonitor/kube';
import { kindOf } from '@modelmonitor/kube';
import { type Child, monitorLabel, roleLabel } from '@modelmonitor/render';
import { watchedTypes } from '../caches/cachedKinds.ts';
import type { ChildItem, JobItem } from '../caches/items.ts';
import { jobItem } from '../caches/items.ts';
import type { EarlyRun } from '../pods/podBook.ts';
import { earlyJob } from './earlyJob.ts';

export interface EarlyRunInput {
  readonly client: Pick<ObjectClient, 'list' | 'create'>;
  readonly early: EarlyRun;
  /** The CronJob as it is wanted, at rest. */
  readonly cronJob: Child;
  /** The CronJob as the cache has it. */
  readonly owner: ChildItem | undefined;
  /** Runs the cache knows of. */
  readonly jobs: readonly JobItem[];
  /** What the check comes after: the newest run there was. */
  readonly after: string;
  /** Milliseconds of the monotonic clock. */
  readonly monotonic: number;
  readonly signal: AbortSignal;
}

/** How long the CronJob rests before a Job is made, in milliseconds: its controller may be about to make one itself. */
const restMilliseconds = 1000;

/** How long after it was made a Job that the cache does not know counts as gone, in milliseconds. */
const lostMilliseconds = 60_000;

/**
 * The next step of a check that does not wait for its schedule: the schedule rests, then one Job is made if none runs, then the schedule goes
 * on once it has ended. Two checks never run at once.
 *
 * @returns how far it has come; undefined when it is over
 */
export async function startEarlyRun(input: EarlyRunInput): Promise<EarlyRun | undefined> {
  const { early, owner, jobs, monotonic, client, cronJob, signal } = input;
  if (early.job !== undefined) return isOver(early.job, { jobs, monotonic }) ? undefined : early;
  if (early.pausedAt === undefined) return { ...early, pausedAt: monotonic };
  if (owner === undefined || monotonic - early.pausedAt < restMilliseconds) return early;
  if (await someRuns(input)) return early;
  const job = earlyJob(cronJob, owner, { reason: early.reason, after: input.after });
  await client.create(watchedTypes.job, job, { fieldManager: 'modelmonitor-runs', signal }).catch((error: unknown) => {
    // Made already, by this operator before it was restarted or by another.
    if (kindOf(error) !== 'conflict') throw error;
  });
  return { ...early, job: { name: job.metadata.name, at: monotonic } };
}

/** Whether a Job has ended, or is not to be seen for so long that it must be gone. */
function isOver({ name, at }: NonNullable<EarlyRun['job']>, { jobs, monotonic }: Pick<EarlyRunInput, 'jobs' | 'monotonic'>): boolean {
  const job = jobs.find((known) => known.name === name);
  return job === undefined ? monotonic - at > lostMilliseconds : job.outcome !== 'running';
}

/** Whether a run goes on, as the API server itself says: the cache may be late. */
async function someRuns({ client, cronJob }: EarlyRunInput): Promise<boolean> {
  const { namespace, labels } = cronJob.object.metadata;
  const labelSelector = `${roleLabel}=run,${monitorLabel}=${labels?.[monitorLabel]}`;
  const runs = await client.list(watchedTypes.job, { namespace }, { labelSelector });
  return runs.some((run) => jobItem(run).outcome === 'running');
}
