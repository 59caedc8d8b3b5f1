import type { ResourceType } from '@modelmonitor/kube';
import { type ChildKind, childTypes } from '@modelmonitor/render';

/** Kinds the operator watches beside the objects it creates. */
export const watchedTypes = {
  monitor: { apiVersion: 'modelmonitor.dev/v1alpha1', kind: 'ModelMonitor', plural: 'modelmonitors' },
  job: { apiVersion: 'batch/v1', kind: 'Job', plural: 'jobs' },
  replicaSet: { apiVersion: 'apps/v1', kind: 'ReplicaSet', plural: 'replicasets' },
  endpointSlice: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', plural: 'endpointslices' },
  prometheus: { apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', plural: 'prometheuses' },
  alertmanager: { apiVersion: 'monitoring.coreos.com/v1', kind: 'Alertmanager', plural: 'alertmanagers' },
  prometheusRule: { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', plural: 'prometheusrules' },
  event: { apiVersion: 'v1', kind: 'Event', plural: 'events' },
  namespace: { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces' },
} as const satisfies Readonly<Record<string, ResourceType>>;

/** Kinds that only some clusters have. */
export const optionalKinds = ['serviceMonitor', 'alertmanagerConfig', 'httpRoute', 'prometheus', 'alertmanager', 'prometheusRule'] as const;

export type OptionalKind = (typeof optionalKinds)[number];

const optional: ReadonlySet<string> = new Set<OptionalKind>(optionalKinds);

/** Children that every cluster knows. */
export const builtInKinds = (Object.keys(childTypes) as ChildKind[]).filter((kind) => !optional.has(kind));
