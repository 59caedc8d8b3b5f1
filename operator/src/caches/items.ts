import type { ModelMonitor, MonitorStatus } from '@modelmonitor/api';
import type { Stored } from '@modelmonitor/kube';
import { type ChildKind, type Metadata, nameAnnotation, type OwnerReference, type RawObject } from '@modelmonitor/render';

/** A ModelMonitor as the cache holds it. */
export interface MonitorItem extends Stored {
  readonly name: string;
  readonly namespace: string;
  readonly generation: number;
  readonly deleting: boolean;
  readonly spec: ModelMonitor['spec'];
  readonly status: MonitorStatus;
}

/** An object of a monitor as the cache holds it. */
export interface ChildItem extends Stored {
  readonly kind: ChildKind;
  readonly name: string;
  readonly namespace: string;
  /** Key of the monitor it says it belongs to. */
  readonly monitor: string | undefined;
  readonly generation: number | undefined;
  readonly deleting: boolean;
  readonly owners: readonly OwnerReference[];
  /** Kept where a change of the resource version does not tell that somebody changed something. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What is read of a Deployment. */
export interface DeploymentItem extends ChildItem {
  readonly wanted: number;
  readonly replicas: number;
  readonly ready: number;
  readonly updated: number;
  readonly available: number;
  readonly observedGeneration: number;
}

/** A drift run as the cache holds it. */
export interface JobItem extends Stored {
  readonly name: string;
  readonly monitor: string | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly outcome: 'running' | 'succeeded' | 'failed';
  /** When it came to its end, in milliseconds since 1970. */
  readonly endedAt: number | undefined;
  /** Why it failed, as Kubernetes says it. */
  readonly reason: string | undefined;
  /** Whether the operator started it, before its schedule. */
  readonly early: boolean;
}

/** Label of a run that was started before its schedule: why. */
export const triggerLabel = 'modelmonitor.dev/trigger';

/** `NAMESPACE/NAME` of an object. */
export function keyOf({ namespace, name }: Pick<Metadata, 'namespace' | 'name'>): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Key of an object among those of all kinds. */
export function childKey(kind: ChildKind, metadata: Pick<Metadata, 'namespace' | 'name'>): string {
  return `${kind}/${keyOf(metadata)}`;
}

export function monitorItem({ metadata, spec, status }: RawObject): MonitorItem {
  return {
    ...stored(metadata),
    generation: metadata.generation ?? 0,
    deleting: metadata.deletionTimestamp !== undefined,
    spec: spec as ModelMonitor['spec'],
    status: (status ?? {}) as MonitorStatus,
  };
}

export function childItem(kind: ChildKind, { metadata }: RawObject): ChildItem {
  const { generation, labels = {}, annotations = {}, ownerReferences = [] } = metadata;
  return {
    ...stored(metadata),
    key: childKey(kind, metadata),
    kind,
    monitor: monitorOf(metadata),
    generation,
    deleting: metadata.deletionTimestamp !== undefined,
    owners: ownerReferences,
    labels,
    annotations,
  };
}

export function deploymentItem(object: RawObject): DeploymentItem {
  const { spec, status } = object as unknown as { spec: Numbers; status?: Numbers };
  return {
    ...childItem('deployment', object),
    wanted: spec['replicas'] ?? 1,
    replicas: status?.['replicas'] ?? 0,
    ready: status?.['readyReplicas'] ?? 0,
    updated: status?.['updatedReplicas'] ?? 0,
    available: status?.['availableReplicas'] ?? 0,
    observedGeneration: status?.['observedGeneration'] ?? 0,
  };
}

export function jobItem({ metadata, status }: RawObject): JobItem {
  const { conditions = [] } = (status ?? {}) as { conditions?: JobCondition[] };
  const ended = conditions.find(({ type, status: holds }) => holds === 'True' && (type === 'Failed' || type === 'Complete'));
  return {
    ...stored(metadata),
    monitor: monitorOf(metadata),
    createdAt: Date.parse(metadata.creationTimestamp ?? ''),
    outcome: ended === undefined ? 'running' : ended.type === 'Failed' ? 'failed' : 'succeeded',
    endedAt: ended === undefined ? undefined : Date.parse(ended.lastTransitionTime),
    reason: ended?.type === 'Failed' ? [ended.reason, ended.message].filter(Boolean).join(': ') : undefined,
    early: metadata.labels?.[triggerLabel] !== undefined,
  };
}

type Numbers = Readonly<Record<string, number | undefined>>;

interface JobCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime: string;
}

function stored(metadata: Metadata): Stored & { name: string; namespace: string } {
  const { name, namespace = '', uid = '', resourceVersion = '' } = metadata;
  return { key: keyOf(metadata), uid, resourceVersion, name, namespace };
}

function monitorOf({ namespace, annotations }: Metadata): string | undefined {
  const name = annotations?.[nameAnnotation];
  return name === undefined ? undefined : `${namespace}/${name}`;
}
