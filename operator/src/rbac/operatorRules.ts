import { eventType, leaseType, type ResourceType } from '@modelmonitor/kube';
import { childTypes } from '@modelmonitor/render';
import { watchedTypes } from '../caches/cachedKinds.ts';
import { podType } from '../causes/causeReader.ts';

/** A rule of a Role or ClusterRole. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** Verbs for the objects the operator creates. */
const ownVerbs = ['get', 'list', 'watch', 'create', 'patch', 'delete'];

const readVerbs = ['list', 'watch'];

/**
 * Permissions of the operator in the namespaces it manages: no Secrets, no wildcard; pods and events only to tell why a pod is not ready. It creates Roles, for which it needs the
 * permission they grant: to patch a ConfigMap.
 */
export function operatorRules(): PolicyRule[] {
  return [
    rule(watchedTypes.monitor, readVerbs),
    rule(watchedTypes.monitor, ['patch'], 'status'),
    // Some clusters require this permission to set an owner reference that blocks deletion.
    rule(watchedTypes.monitor, ['update'], 'finalizers'),
    ...Object.values<ResourceType>(childTypes).map((type) => rule(type, ownVerbs)),
    rule(watchedTypes.job, [...readVerbs, 'create']),
    // To end a run whose report is written while another container of its pod runs on.
    rule(watchedTypes.job, ['patch'], 'status'),
    rule(watchedTypes.replicaSet, readVerbs),
    rule(watchedTypes.endpointSlice, readVerbs),
    rule(watchedTypes.prometheus, readVerbs),
    rule(watchedTypes.alertmanager, readVerbs),
    // Why the Prometheus operator rejected an AlertmanagerConfig.
    rule(watchedTypes.event, readVerbs),
    rule(eventType, ['create', 'list']),
    rule(podType, ['list']),
  ];
}

/** Permissions outside namespaces, when it manages all of them: to read labels, by which a Prometheus may select. */
export function clusterWideRules(): PolicyRule[] {
  return [rule(watchedTypes.namespace, readVerbs)];
}

/** Permissions in the namespace of its lease, where the PrometheusRule of the chart is, too. */
export function leaseRules(leaseName: string): PolicyRule[] {
  return [
    rule(leaseType, ['create']),
    { ...rule(leaseType, ['get', 'update']), resourceNames: [leaseName] },
    rule(watchedTypes.prometheusRule, readVerbs),
  ];
}

function rule({ apiVersion, plural }: ResourceType, verbs: readonly string[], subresource?: string): PolicyRule {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return { apiGroups: [group], resources: [subresource === undefined ? plural : `${plural}/${subresource}`], verbs };
}
