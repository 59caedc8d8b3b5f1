import type { Cache, CacheContext, Change, RawObject, Stored } from '@modelmonitor/kube';
import { createStore, identityOf, startCache } from '@modelmonitor/kube';
import { watchedTypes } from './cachedKinds.ts';

/** A label selector as Kubernetes has it; undefined selects nothing, an empty one everything. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

/** Which ServiceMonitors a Prometheus selects. */
export interface PrometheusItem extends Stored {
  readonly namespace: string;
  readonly name: string;
  readonly serviceMonitors: LabelSelector | undefined;
  /** Undefined: its own namespace. */
  readonly namespaces: LabelSelector | undefined;
}

export interface NamespaceItem extends Stored {
  readonly labels: Readonly<Record<string, string>>;
}

/** Prometheus resources, and the labels of namespaces, by which some of them select. */
export function prometheusCaches(context: CacheContext, onSelection: () => void) {
  let mayRead = true;
  // A Prometheus that only reports its own state selects as before.
  const onChange = <Item extends Stored>({ before, after }: Change<Item>) => {
    const selection = (item: Item | undefined) => JSON.stringify({ ...item, resourceVersion: '' });
    if (selection(before) !== selection(after)) onSelection();
  };
  const [prometheuses, namespaces] = [createStore<PrometheusItem>({ onChange }), createStore<NamespaceItem>({ onChange })];
  return {
    stores: { prometheuses, namespaces },
    mayRead: () => mayRead,
    start(): Cache[] {
      const onRefused = () => {
        mayRead = false;
        onSelection();
      };
      const onListed = () => {
        mayRead = true;
      };
      const own = startCache(context, { type: watchedTypes.prometheus, store: prometheuses, keep: prometheusItem, onRefused, onListed });
      // An operator of single namespaces has no permission to list the others.
      if (context.namespaces !== undefined) return [own];
      const labels = { type: watchedTypes.namespace, store: namespaces, keep: namespaceItem, onlyMetadata: true, clusterWide: true };
      return [own, startCache(context, labels)];
    },
  };
}

function prometheusItem({ metadata, spec }: RawObject): PrometheusItem {
  const { serviceMonitorSelector, serviceMonitorNamespaceSelector } = (spec ?? {}) as PrometheusSpec;
  return {
    ...identityOf(metadata),
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    serviceMonitors: serviceMonitorSelector ?? undefined,
    namespaces: serviceMonitorNamespaceSelector ?? undefined,
  };
}

function namespaceItem({ metadata }: RawObject): NamespaceItem {
  return { ...identityOf(metadata), labels: metadata.labels ?? {} };
}

interface PrometheusSpec {
  readonly serviceMonitorSelector?: LabelSelector | null;
  readonly serviceMonitorNamespaceSelector?: LabelSelector | null;
}
