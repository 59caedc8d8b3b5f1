import { type Change, createItemIndex, createStore, type ItemIndex, type Store, type Stored } from '@modelmonitor/kube';
import { type ChildKind, childTypes, type RawObject, roleLabel, serviceLabel } from '@modelmonitor/render';
import type { Scope } from '../scope.ts';
import { builtInKinds, type OptionalKind, watchedTypes } from './cachedKinds.ts';
import { type Cache, type CacheContext, type CacheOptions, cacheOf } from './cacheOf.ts';
import { type NamespaceItem, namespaceItem, type PrometheusItem, prometheusItem, type SliceItem, sliceItem } from './clusterItems.ts';
import { type ChildItem, childItem, deploymentItem, type JobItem, jobItem, type MonitorItem, monitorItem } from './items.ts';
import { sharing } from './sharing.ts';

type Indexed<Item extends Stored> = Pick<ItemIndex<Item>, 'indexed'>;

/** The cluster as far as it concerns monitors, kept up to date. */
export interface Caches {
  readonly monitors: Store<MonitorItem>;
  /** Objects of monitors, by the key of their monitor. */
  readonly children: Indexed<ChildItem>;
  /** Drift runs, by the key of their monitor. */
  readonly jobs: Indexed<JobItem>;
  /** By `NAMESPACE/SERVICE`. */
  readonly slices: Indexed<SliceItem>;
  readonly prometheuses: Store<PrometheusItem>;
  readonly namespaces: Store<NamespaceItem>;
  readonly scope: Scope;
  readonly all: () => readonly Cache[];
  /** Whether everything was listed once. */
  readonly synced: () => boolean;
  /** Whether the operator may look at Prometheus resources. */
  readonly mayReadPrometheuses: () => boolean;
  /** Starts or ends the cache of a kind that came or went. */
  follow(kind: OptionalKind, isThere: boolean): Promise<void>;
  stop(): Promise<void>;
}

export interface CachesOptions extends CacheContext {
  readonly onMonitor: (change: Change<MonitorItem>) => void;
  readonly onChild: (change: Change<ChildItem>) => void;
  readonly onJob: (change: Change<JobItem>) => void;
  readonly onSlice: (change: Change<SliceItem>) => void;
  /** Told when Prometheus resources or the labels of namespaces changed. */
  readonly onSelection: () => void;
  /** Told when all children of a kind were listed: what was written and is not there may have come and gone. */
  readonly onListed: (isMissing: (key: string) => boolean) => void;
}

export function startCaches(options: CachesOptions): Caches {
  const { onMonitor, onJob, onSlice } = options;
  const children = createItemIndex<ChildItem>(({ monitor }) => monitor);
  const jobs = createItemIndex<JobItem>(({ monitor }) => monitor);
  const slices = createItemIndex<SliceItem>(({ service }) => service);
  const monitors = createStore<MonitorItem>({ onChange: onMonitor });
  const selecting = selectingStores(options);
  const of = <Item extends Stored>(store: Store<Item>, rest: Omit<CacheOptions<Item>, 'store'>) => cacheOf(options, { store, ...rest });
  const caches: Cache[] = [
    of(monitors, { type: watchedTypes.monitor, keep: monitorItem }),
    ...builtInKinds.map((kind) => childCache(kind, children, options)),
    of(createStore({ onChange: onJob, index: jobs }), { type: watchedTypes.job, keep: jobItem, labelSelector: `${roleLabel}=run` }),
    of(createStore({ onChange: onSlice, index: slices }), {
      type: watchedTypes.endpointSlice,
      keep: sliceItem,
      labelSelector: `${serviceLabel}=pods`,
    }),
  ];
  const optional = new Map<OptionalKind, Cache[]>();
  const permission = { prometheuses: true };
  const all = () => [...caches, ...[...optional.values()].flat()];
  return {
    monitors,
    children,
    jobs,
    slices,
    ...selecting,
    scope: options.scope,
    all,
    synced: () => all().every(({ synced, kind }) => synced() || (kind === watchedTypes.prometheus.kind && !permission.prometheuses)),
    mayReadPrometheuses: () => permission.prometheuses,
    async follow(kind, isThere) {
      const running = optional.get(kind);
      if (isThere === (running !== undefined)) return;
      if (isThere) {
        const started = kind === 'prometheus' ? prometheusCaches(options, selecting, permission) : [childCache(kind, children, options)];
        optional.set(kind, started);
        return;
      }
      optional.delete(kind);
      await Promise.all((running ?? []).map((cache) => cache.stop()));
    },
    async stop() {
      await Promise.all(all().map((cache) => cache.stop()));
    },
  };
}

type SelectingStores = Pick<Caches, 'prometheuses' | 'namespaces'>;

function selectingStores({ onSelection }: CachesOptions): SelectingStores {
  /** A Prometheus that only reports its own state selects as it did. */
  const ifOther = <Item extends Stored>({ before, after }: Change<Item>) => {
    const selects = (item: Item | undefined) => JSON.stringify({ ...item, resourceVersion: '' });
    if (selects(before) !== selects(after)) onSelection();
  };
  return {
    prometheuses: createStore<PrometheusItem>({ onChange: ifOther }),
    namespaces: createStore<NamespaceItem>({ onChange: ifOther }),
  };
}

/** Prometheus resources, and the labels of namespaces, by which some of them select. */
function prometheusCaches(
  options: CachesOptions,
  { prometheuses, namespaces }: SelectingStores,
  permission: { prometheuses: boolean },
): Cache[] {
  const onRefused = () => {
    permission.prometheuses = false;
    options.onSelection();
  };
  const onListed = () => {
    permission.prometheuses = true;
  };
  const own = cacheOf(options, { type: watchedTypes.prometheus, store: prometheuses, keep: prometheusItem, onRefused, onListed });
  // Of single namespaces, the operator may not list all others.
  if (options.scope !== undefined) return [own];
  const labels = { type: watchedTypes.namespace, store: namespaces, keep: namespaceItem, onlyMetadata: true, clusterWide: true };
  return [own, cacheOf(options, labels)];
}

function childCache(kind: ChildKind, index: ItemIndex<ChildItem>, options: CachesOptions): Cache {
  const store = createStore<ChildItem>({ onChange: options.onChild, index });
  // What a Deployment is doing is in its status; of all others the metadata tells.
  const isWhole = kind === 'deployment';
  const keep = (object: RawObject) => (isWhole ? deploymentItem(object) : childItem(kind, object));
  return cacheOf<ChildItem>(options, {
    type: childTypes[kind],
    store,
    keep(object) {
      const item = keep(object);
      return item.monitor === undefined ? item : sharing(item, index.indexed(item.monitor));
    },
    labelSelector: `${roleLabel}=child`,
    onlyMetadata: !isWhole,
    onListed: () => options.onListed((key) => key.startsWith(`${kind}/`) && store.get(key) === undefined),
  });
}
