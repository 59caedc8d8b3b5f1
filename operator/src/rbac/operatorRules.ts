import { leaseType } from '@modelmonitor/kube';
import { childTypes, type ResourceType } from '@modelmonitor/render';
import { watchedTypes } from '../caches/cachedKinds.ts';
import { eventType } from '../events/recorder.ts';

/** A rule of a Role or ClusterRole. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** What the operator does with the objects it makes. */
const ownVerbs = ['get', 'list', 'watch', 'create', 'patch', 'delete'];

const looking = ['list', 'watch'];

/**
 * What the operator may do in the namespaces it looks after. No Secret, nothing of pods, no wildcard. It makes Roles, which takes that it has
 * what they grant: to patch a ConfigMap.
 */
export function operatorRules(): PolicyRule[] {
  return [
    rule(watchedTypes.monitor, looking),
    rule(watchedTypes.monitor, ['patch'], 'status'),
    // Admission of some clusters wants this of whoever sets an owner reference that blocks deletion.
    rule(watchedTypes.monitor, ['update'], 'finalizers'),
    rule(childTypes.cronJob, ['update'], 'finalizers'),
    ...Object.values<ResourceType>(childTypes).map((type) => rule(type, ownVerbs)),
    rule(watchedTypes.job, [...looking, 'create']),
    rule(watchedTypes.endpointSlice, looking),
    rule(watchedTypes.prometheus, looking),
    rule(eventType, ['create']),
  ];
}

/** What it may do beyond namespaces, where it looks after all of them: read labels, by which a Prometheus may select. */
export function clusterWideRules(): PolicyRule[] {
  return [rule(watchedTypes.namespace, looking)];
}

/** What it may do in the namespace of its lease. */
export function leaseRules(leaseName: string): PolicyRule[] {
  return [rule(leaseType, ['create']), { ...rule(leaseType, ['get', 'update']), resourceNames: [leaseName] }];
}

function rule({ apiVersion, plural }: ResourceType, verbs: readonly string[], subresource?: string): PolicyRule {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return { apiGroups: [group], resources: [subresource === undefined ? plural : `${plural}/${subresource}`], verbs };
}
