import { type ChildKind, childTypes, type ResourceType } from '@modelmonitor/render';

/** Kinds the operator looks at beyond the objects it makes. */
export const watchedTypes = {
  monitor: { apiVersion: 'modelmonitor.dev/v1alpha1', kind: 'ModelMonitor', plural: 'modelmonitors' },
  job: { apiVersion: 'batch/v1', kind: 'Job', plural: 'jobs' },
  endpointSlice: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', plural: 'endpointslices' },
  prometheus: { apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', plural: 'prometheuses' },
  namespace: { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces' },
} as const satisfies Readonly<Record<string, ResourceType>>;

/** Kinds that only some clusters have. */
export type OptionalKind = 'serviceMonitor' | 'alertmanagerConfig' | 'prometheus';

const optional: ReadonlySet<string> = new Set<OptionalKind>(['serviceMonitor', 'alertmanagerConfig', 'prometheus']);

/** Children every cluster knows. */
export const builtInKinds = (Object.keys(childTypes) as ChildKind[]).filter((kind) => !optional.has(kind));
