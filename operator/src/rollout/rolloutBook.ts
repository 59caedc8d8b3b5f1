import { configurationName, type Plan } from '@modelmonitor/api';
import type { ObjectClient } from '@modelmonitor/kube';
import { servedAnnotation } from '@modelmonitor/render';
import type { Caches, MonitorItem } from '../caches/caches.ts';
import { type ChildItem, childKey, type DeploymentItem } from '../caches/children.ts';
import type { PodBook } from '../pods/podBook.ts';
import { createConfigurations, type EarlierConfiguration } from './configurations.ts';
import { type Rollout, silenceMilliseconds, versionsToServe } from './versionsToServe.ts';

/** Pods of the newest template, and of those before it. */
export interface RolloutBook {
  /** Versions that the pods of a template have to serve before they are ready. */
  versionsToServe(about: About): readonly string[];
  /** @returns keys of ConfigMaps that are no longer rendered and have to stay, and when to look again, in milliseconds */
  keep(about: About): Promise<{ readonly keys: ReadonlySet<string>; readonly wait: number | undefined }>;
  forget(key: string): void;
}

interface About {
  readonly item: MonitorItem;
  readonly plan: Plan;
  /** Digest of the template to apply. */
  readonly digest: string;
  /** Existing objects of the monitor, by their keys. */
  readonly live: ReadonlyMap<string, ChildItem>;
  readonly monotonic: number;
}

export interface RolloutBookOptions {
  readonly client: Pick<ObjectClient, 'list'>;
  readonly caches: Pick<Caches, 'jobs' | 'replicaSets'>;
  readonly pods: Pick<PodBook, 'seen'>;
}

export function createRolloutBook({ client, caches, pods }: RolloutBookOptions): RolloutBook {
  const configurations = createConfigurations(client);
  // Most monitors are in no rollout: only those that are have an entry.
  const decided = new Map<string, Rollout>();
  return {
    versionsToServe({ item, plan, digest, live, monotonic }) {
      const { key, namespace, status } = item;
      const configuration = live.get(childKey('configMap', { namespace, name: configurationName(plan.names, digest) }));
      const deployment = live.get(childKey('deployment', { namespace, name: plan.names.predictor })) as DeploymentItem | undefined;
      const rollout = versionsToServe({
        digest,
        versions: plan.monitor.spec.model.versions.map(({ name }) => name),
        deployment,
        decided: decided.get(key),
        written: configuration && (configuration.annotations[servedAnnotation]?.split(',') ?? []),
        pods: pods.seen(key),
        reported: (status.versions ?? []).flatMap(({ name, pods: count = 0 }) => (count > 0 ? [name] : [])),
        monotonic,
      });
      // The caches may be late: until they show the template, the decision counts, also the one that there is nothing to serve.
      if (rollout.versions.length === 0 && deployment?.template === digest && configuration !== undefined) decided.delete(key);
      else decided.set(key, rollout);
      return rollout.versions;
    },
    async keep({ item: { key, namespace }, plan: { names }, digest, live, monotonic }) {
      const prefix = `${names.configuration}-`;
      const earlier = [...live.values()].flatMap(({ kind, name, key: child, uid }): EarlierConfiguration[] => {
        if (kind !== 'configMap' || name === configurationName(names, digest)) return [];
        if (name.startsWith(prefix)) return [{ key: child, uid, digest: name.slice(prefix.length) }];
        return name === names.configuration ? [{ key: child, uid, digest: undefined }] : [];
      });
      const [replicaSets, jobs] = [caches.replicaSets.indexed(key), caches.jobs.indexed(key)];
      const kept = await configurations.keep(earlier, { monitor: key, namespace, stem: names.stem, replicaSets, jobs, monotonic });
      // Pods that remain silent cause no event.
      return decided.get(key)?.unservedSince === undefined
        ? kept
        : { ...kept, wait: Math.min(kept.wait ?? silenceMilliseconds, silenceMilliseconds) };
    },
    forget(key) {
      decided.delete(key);
      configurations.forget(key);
    },
  };
}
