import type { ObjectClient } from '@modelmonitor/kube';
import { digestLabel, monitorLabel, roleLabel } from '@modelmonitor/render';
import { watchedTypes } from '../caches/cachedKinds.ts';
import type { ChildItem } from '../caches/children.ts';
import { type JobItem, jobItem } from '../caches/jobs.ts';
import type { ReplicaSetItem } from '../caches/replicaSets.ts';

/** How long a configuration stays that nothing names, in milliseconds: a controller may still create a pod or a Job from an earlier template. */
export const configurationLifeMilliseconds = 5 * 60_000;

/** The ConfigMaps of earlier pod templates of each monitor: which have to stay, since a pod or a run may still read them. */
export interface Configurations {
  /** @returns keys of those that have to stay, and when to look again, in milliseconds; undefined when no event is missed */
  keep(earlier: readonly EarlierConfiguration[], context: KeepContext): Promise<Kept>;
  forget(monitor: string): void;
}

export interface EarlierConfiguration extends Pick<ChildItem, 'key' | 'uid'> {
  /** Undefined for the one ConfigMap of an operator that had no digests. */
  readonly digest: string | undefined;
}

interface KeepContext {
  /** Key of the monitor. */
  readonly monitor: string;
  readonly namespace: string;
  /** Value of its label. */
  readonly stem: string;
  readonly replicaSets: readonly ReplicaSetItem[];
  readonly jobs: readonly JobItem[];
  /** Milliseconds of the monotonic clock. */
  readonly monotonic: number;
}

interface Kept {
  readonly keys: ReadonlySet<string>;
  readonly wait: number | undefined;
}

export function createConfigurations(client: Pick<ObjectClient, 'list'>): Configurations {
  const unnamed = new Map<string, ReadonlyMap<string, number>>();
  return {
    async keep(earlier, context) {
      const { monitor, monotonic } = context;
      const named = digestsInUse(context);
      const before = unnamed.get(monitor);
      const since = new Map(
        earlier.flatMap(({ uid, digest }) => (named.has(digest) ? [] : [[uid, before?.get(uid) ?? monotonic] as const])),
      );
      if (since.size === 0) unnamed.delete(monitor);
      else unnamed.set(monitor, since);
      const remaining = (uid: string) => (since.get(uid) ?? Number.POSITIVE_INFINITY) + configurationLifeMilliseconds - monotonic;
      // The caches may be late, and what is deleted cannot be created again: its content is of an earlier resource.
      const uses = await Promise.all(earlier.map(async ({ uid, digest }) => remaining(uid) > 0 || isNamed(digest, context, client)));
      const waits = [...since.keys()].map(remaining).filter((milliseconds) => milliseconds > 0);
      return {
        keys: new Set(earlier.filter((_, at) => uses[at]).map(({ key }) => key)),
        wait: waits.length === 0 ? undefined : Math.min(...waits),
      };
    },
    forget: (monitor) => void unnamed.delete(monitor),
  };
}

/** Digests that a generation of pods or a running Job names, according to the caches. */
function digestsInUse({ replicaSets, jobs }: Pick<KeepContext, 'replicaSets' | 'jobs'>): ReadonlySet<string | undefined> {
  const running = jobs.filter(({ outcome }) => outcome === 'running');
  return new Set([...replicaSets, ...running].map(({ digest }) => digest));
}

/** Whether a generation of pods or a running Job names a digest, according to the API server itself. */
async function isNamed(
  digest: string | undefined,
  { namespace, stem }: Pick<KeepContext, 'namespace' | 'stem'>,
  client: Pick<ObjectClient, 'list'>,
): Promise<boolean> {
  const label = digest === undefined ? `!${digestLabel}` : `${digestLabel}=${digest}`;
  const [replicaSets, jobs] = await Promise.all([
    client.list(watchedTypes.replicaSet, { namespace }, { labelSelector: `${monitorLabel}=${stem},${label}`, limit: '1' }),
    client.list(watchedTypes.job, { namespace }, { labelSelector: `${roleLabel}=run,${monitorLabel}=${stem},${label}` }),
  ]);
  return replicaSets.length > 0 || jobs.some((job) => jobItem(job).outcome === 'running');
}
