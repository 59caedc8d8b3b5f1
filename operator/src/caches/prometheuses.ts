import type { Cache, CacheContext, CacheOptions, Change, RawObject, ResourceType, Stored } from '@modelmonitor/kube';
import { createStore, identityOf, startCache } from '@modelmonitor/kube';
import { watchedTypes } from './cachedKinds.ts';
import { type RejectionItem, rejectionItem } from './rejections.ts';

/** A label selector as Kubernetes has it; undefined selects nothing, an empty one everything. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

/** Which objects of a kind a server selects. */
export interface Selects {
  readonly objects: LabelSelector | undefined;
  /** Undefined: its own namespace. */
  readonly namespaces: LabelSelector | undefined;
}

/** Which ServiceMonitors and PrometheusRules a Prometheus selects. */
export interface PrometheusItem extends Stored {
  readonly namespace: string;
  readonly serviceMonitors: Selects;
  readonly rules: Selects;
}

/** Which AlertmanagerConfigs an Alertmanager selects, and what the Prometheus operator reports about it. */
export interface AlertmanagerItem extends Stored {
  readonly namespace: string;
  readonly generation: number;
  readonly configs: Selects;
  /** Whether it has a mail server of its own; undefined where that is in a Secret. */
  readonly hasMailServer: boolean | undefined;
  /** Whether the Prometheus operator generated its configuration; undefined for a version that does not report it. */
  readonly reconciled: boolean | undefined;
  /** Why not. */
  readonly problem: string;
}

/** The PrometheusRule of the chart. */
export interface RuleItem extends Stored {
  readonly labels: Readonly<Record<string, string>>;
  /** Why a Prometheus rejected it, by its status: newer Prometheus operators write it. */
  readonly rejected: string | undefined;
}

export interface NamespaceItem extends Stored {
  readonly labels: Readonly<Record<string, string>>;
}

export interface PrometheusCachesOptions {
  /** `NAMESPACE/NAME` of the PrometheusRule of the chart; undefined without one. */
  readonly prometheusRule: string | undefined;
  readonly onSelection: () => void;
  readonly onRejection: (item: RejectionItem) => void;
}

/** What selects ServiceMonitors, rules and AlertmanagerConfigs, the labels of namespaces, and what was rejected. */
export function prometheusCaches(context: CacheContext, { prometheusRule, onSelection, onRejection }: PrometheusCachesOptions) {
  const refused = new Set<string>();
  // A Prometheus that only reports its own state selects as before.
  const onChange = <Item extends Stored>({ before, after }: Change<Item>) => {
    const selection = (item: Item | undefined) => JSON.stringify({ ...item, resourceVersion: '' });
    if (selection(before) !== selection(after)) onSelection();
  };
  const stores = {
    prometheuses: createStore<PrometheusItem>({ onChange }),
    alertmanagers: createStore<AlertmanagerItem>({ onChange }),
    // Of a rule each version counts: another one may have been rejected.
    rules: createStore<RuleItem>({ onChange: onSelection }),
    namespaces: createStore<NamespaceItem>({ onChange }),
    rejections: createStore<RejectionItem>({
      onChange({ before, after }) {
        const item = after ?? before;
        if (item !== undefined) onRejection(item);
      },
    }),
  };
  const start = <Item extends Stored>(options: CacheOptions<Item>, where = context) =>
    startCache(where, {
      ...options,
      onRefused() {
        const isNews = !refused.has(options.type.kind);
        refused.add(options.type.kind);
        if (isNews) onSelection();
      },
      onListed: () => void refused.delete(options.type.kind),
    });
  const labels = { type: watchedTypes.namespace, store: stores.namespaces, keep: namespaceItem, onlyMetadata: true, clusterWide: true };
  return {
    stores,
    /** Whether the operator may read a kind. */
    mayRead: ({ kind }: Pick<ResourceType, 'kind'>) => !refused.has(kind),
    start: {
      prometheus: () => [
        start({ type: watchedTypes.prometheus, store: stores.prometheuses, keep: prometheusItem }),
        // An operator of single namespaces has no permission to list the others.
        ...(context.namespaces === undefined ? [startCache(context, labels)] : []),
      ],
      alertmanager: () => [
        start({ type: watchedTypes.alertmanager, store: stores.alertmanagers, keep: alertmanagerItem }),
        start({ type: watchedTypes.event, store: stores.rejections, keep: rejectionItem, fieldSelector: 'reason=InvalidConfiguration' }),
      ],
      prometheusRule: (): Cache[] => {
        if (prometheusRule === undefined) return [];
        const [namespace = '', name = ''] = prometheusRule.split('/');
        const own = { type: watchedTypes.prometheusRule, store: stores.rules, keep: ruleItem, fieldSelector: `metadata.name=${name}` };
        return [start(own, { ...context, namespaces: [namespace] })];
      },
    },
  };
}

function prometheusItem({ metadata, spec }: RawObject): PrometheusItem {
  const { serviceMonitorSelector, serviceMonitorNamespaceSelector, ruleSelector, ruleNamespaceSelector } = selectorsOf(spec);
  return {
    ...identityOf(metadata),
    namespace: metadata.namespace ?? '',
    serviceMonitors: { objects: serviceMonitorSelector ?? undefined, namespaces: serviceMonitorNamespaceSelector ?? undefined },
    rules: { objects: ruleSelector ?? undefined, namespaces: ruleNamespaceSelector ?? undefined },
  };
}

function alertmanagerItem({ metadata, spec, status }: RawObject): AlertmanagerItem {
  const { alertmanagerConfigSelector, alertmanagerConfigNamespaceSelector } = selectorsOf(spec);
  const { alertmanagerConfiguration } = (spec ?? {}) as AlertmanagerSpec;
  const smtp = alertmanagerConfiguration?.global?.smtp;
  const reconciled = conditionsIn(status).find(({ type }) => type === 'Reconciled');
  return {
    ...identityOf(metadata),
    namespace: metadata.namespace ?? '',
    generation: metadata.generation ?? 0,
    configs: { objects: alertmanagerConfigSelector ?? undefined, namespaces: alertmanagerConfigNamespaceSelector ?? undefined },
    hasMailServer: alertmanagerConfiguration ? smtp?.smartHost !== undefined && smtp.from !== undefined : undefined,
    reconciled: reconciled === undefined ? undefined : reconciled.status !== 'False',
    problem: reconciled?.status === 'False' ? (reconciled.message ?? '') : '',
  };
}

function ruleItem({ metadata, status }: RawObject): RuleItem {
  const bindings = (status as { bindings?: readonly { conditions?: readonly ObjectCondition[] }[] } | undefined)?.bindings ?? [];
  const rejected = bindings
    .flatMap(({ conditions = [] }) => conditions)
    .find(({ type, status: holds }) => type === 'Accepted' && holds === 'False');
  return {
    ...identityOf(metadata),
    labels: metadata.labels ?? {},
    rejected: rejected === undefined ? undefined : (rejected.message ?? rejected.reason ?? 'without a reason'),
  };
}

function namespaceItem({ metadata }: RawObject): NamespaceItem {
  return { ...identityOf(metadata), labels: metadata.labels ?? {} };
}

interface ObjectCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

const conditionsIn = (status: unknown) => (status as { conditions?: readonly ObjectCondition[] } | undefined)?.conditions ?? [];

const selectorsOf = (spec: unknown) => (spec ?? {}) as Readonly<Record<string, LabelSelector | null | undefined>>;

interface AlertmanagerSpec {
  readonly alertmanagerConfiguration?: { readonly global?: { readonly smtp?: { readonly smartHost?: object; readonly from?: string } } };
}
