import type { Cache, CacheContext, Change, ItemIndex } from '@modelmonitor/kube';
import { createItemIndex, createStore, startCache } from '@modelmonitor/kube';
import { roleLabel, serviceLabel } from '@modelmonitor/render';
import { watchedTypes } from './cachedKinds.ts';
import { type JobItem, jobItem } from './jobs.ts';
import { type ReplicaSetItem, replicaSetItem } from './replicaSets.ts';
import { managedByController, type SliceItem, sliceItem } from './slices.ts';

/** Labels of the predictor pods of all monitors, and so of their ReplicaSets. */
const predictorPods = 'app.kubernetes.io/managed-by=modelmonitor-operator,app.kubernetes.io/component=predictor';

/** Called for every change of what starts pods, and of their addresses. */
export interface PodListeners {
  onJob(change: Change<JobItem>): void;
  onReplicaSet(change: Change<ReplicaSetItem>): void;
  onSlice(change: Change<SliceItem>): void;
}

export interface PodCaches {
  /** Drift runs, by the key of their monitor. */
  readonly jobs: Pick<ItemIndex<JobItem>, 'indexed'>;
  /** Generations of predictor pods, by the key of their monitor. */
  readonly replicaSets: Pick<ItemIndex<ReplicaSetItem>, 'indexed'>;
  /** By `NAMESPACE/SERVICE`. */
  readonly slices: Pick<ItemIndex<SliceItem>, 'indexed'>;
}

/** Starts the caches of what starts the pods of monitors, and of their addresses. */
export function startPodCaches(
  context: CacheContext,
  listeners: () => PodListeners | undefined,
): { readonly indexes: PodCaches; readonly caches: readonly Cache[] } {
  const jobs = createItemIndex<JobItem>(({ monitor }) => monitor);
  const replicaSets = createItemIndex<ReplicaSetItem>(({ monitor }) => monitor);
  const slices = createItemIndex<SliceItem>(({ service }) => service);
  const caches = [
    startCache(context, {
      type: watchedTypes.job,
      store: createStore<JobItem>({ onChange: (change) => listeners()?.onJob(change), index: jobs }),
      keep: jobItem,
      labelSelector: `${roleLabel}=run`,
    }),
    startCache(context, {
      type: watchedTypes.replicaSet,
      store: createStore<ReplicaSetItem>({ onChange: (change) => listeners()?.onReplicaSet(change), index: replicaSets }),
      keep: replicaSetItem,
      labelSelector: predictorPods,
      onlyMetadata: true,
    }),
    startCache(context, {
      type: watchedTypes.endpointSlice,
      store: createStore<SliceItem>({ onChange: (change) => listeners()?.onSlice(change), index: slices }),
      keep: sliceItem,
      labelSelector: `${serviceLabel}=pods,${managedByController}`,
    }),
  ];
  return { indexes: { jobs, replicaSets, slices }, caches };
}
