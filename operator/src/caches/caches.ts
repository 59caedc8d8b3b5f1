import type { ModelMonitor, MonitorStatus } from '@modelmonitor/api';
import type { Cache, CacheContext, Change, ItemIndex, RawObject, ResourceType, ShareTexts, Store, Stored } from '@modelmonitor/kube';
import { createItemIndex, createStore, createTextPool, identityOf, startCache } from '@modelmonitor/kube';
import type { ChildKind } from '@modelmonitor/render';
import { builtInKinds, type OptionalKind, watchedTypes } from './cachedKinds.ts';
import { type ChildItem, startChildCache } from './children.ts';
import { type PodCaches, type PodListeners, startPodCaches } from './podCaches.ts';
import { type AlertmanagerItem, type NamespaceItem, type PrometheusItem, prometheusCaches, type RuleItem } from './prometheuses.ts';
import type { RejectionItem } from './rejections.ts';

/** A ModelMonitor as the cache holds it. */
export interface MonitorItem extends Stored {
  readonly name: string;
  readonly namespace: string;
  readonly generation: number;
  readonly deleting: boolean;
  readonly spec: ModelMonitor['spec'];
  readonly status: MonitorStatus;
}

/** The part of the cluster that concerns monitors, kept up to date. */
export interface Caches extends PodCaches {
  readonly monitors: Store<MonitorItem>;
  /** Objects of monitors, by the key of their monitor. */
  readonly children: Pick<ItemIndex<ChildItem>, 'indexed' | 'words'>;
  readonly prometheuses: Store<PrometheusItem>;
  readonly alertmanagers: Store<AlertmanagerItem>;
  /** The PrometheusRule of the chart. */
  readonly rules: Store<RuleItem>;
  /** Objects that the Prometheus operator rejected. */
  readonly rejections: Store<RejectionItem>;
  readonly namespaces: Store<NamespaceItem>;
  /** Whether all namespaces are watched. */
  readonly seesAllNamespaces: boolean;
  readonly all: () => readonly Cache[];
  /** Whether everything was listed once. */
  readonly synced: () => boolean;
  /** Whether the operator has permission to read an optional kind. */
  readonly mayRead: (type: Pick<ResourceType, 'kind'>) => boolean;
  /** Whether the cluster has a kind. */
  readonly hasKind: (kind: OptionalKind) => boolean;
  /** Starts or ends the cache of a kind that came or went. */
  follow(kind: OptionalKind, exists: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** Called for every change of a cache. */
export interface Listeners extends PodListeners {
  onMonitor(change: Change<MonitorItem>): void;
  onChild(change: Change<ChildItem>): void;
  /** Prometheus resources or the labels of namespaces changed. */
  onSelection(): void;
  /** The Prometheus operator rejected an object, or its report expired. */
  onRejection(item: RejectionItem): void;
  /** All children of a kind were listed: what was written and is missing may have come and gone. */
  onListed(isMissing: (key: string) => boolean): void;
  /** The API server responds again after failures. */
  onRecovered(): void;
}

export interface CachesOptions extends Omit<CacheContext, 'onRecovered'> {
  /** `NAMESPACE/NAME` of the PrometheusRule of the chart; undefined without one. */
  readonly prometheusRule: string | undefined;
  /** The listeners at the moment of a change; undefined while this process does not lead. */
  readonly listeners: () => Listeners | undefined;
}

export function startCaches({ listeners, prometheusRule, ...options }: CachesOptions): Caches {
  const context: CacheContext = { ...options, onRecovered: () => listeners()?.onRecovered() };
  const children = createItemIndex<ChildItem>(({ monitor }) => monitor);
  const pods = startPodCaches(context, listeners);
  const share = createTextPool();
  const monitors = createStore<MonitorItem>({ onChange: (change) => listeners()?.onMonitor(change) });
  const startChildren = (kind: ChildKind) =>
    startChildCache(context, {
      kind,
      index: children,
      onChange: (change) => listeners()?.onChild(change),
      onListed: (isMissing) => listeners()?.onListed(isMissing),
    });
  const builtIn: Cache[] = [
    startCache(context, { type: watchedTypes.monitor, store: monitors, keep: (object) => monitorItem(object, share) }),
    ...builtInKinds.map(startChildren),
    ...pods.caches,
  ];
  const prometheus = prometheusCaches(context, {
    prometheusRule,
    onSelection: () => listeners()?.onSelection(),
    onRejection: (item) => listeners()?.onRejection(item),
  });
  const optional = new Map<OptionalKind, Cache[]>();
  const all = () => [...builtIn, ...[...optional.values()].flat()];
  return {
    monitors,
    children,
    ...pods.indexes,
    ...prometheus.stores,
    seesAllNamespaces: options.namespaces === undefined,
    all,
    synced: () => all().every(({ synced, kind }) => synced() || !prometheus.mayRead({ kind })),
    mayRead: prometheus.mayRead,
    hasKind: (kind) => optional.has(kind),
    async follow(kind, exists) {
      const running = optional.get(kind);
      if (exists === (running !== undefined)) return;
      if (exists) {
        optional.set(
          kind,
          kind in prometheus.start ? prometheus.start[kind as keyof typeof prometheus.start]() : [startChildren(kind as ChildKind)],
        );
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

/** What is kept of a ModelMonitor. */
export function monitorItem({ metadata, spec, status }: RawObject, share: ShareTexts = () => undefined): MonitorItem {
  share([spec, status]);
  const { name, namespace = '', generation = 0, deletionTimestamp } = metadata;
  return {
    ...identityOf(metadata),
    name,
    namespace,
    generation,
    deleting: deletionTimestamp !== undefined,
    spec: spec as ModelMonitor['spec'],
    status: (status ?? {}) as MonitorStatus,
  };
}
