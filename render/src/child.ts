import type { Plan } from '@modelmonitor/api';
import { type ChildKind, childTypes } from './childTypes.ts';
import type { RenderContext } from './renderContext.ts';

/** An object of a monitor, ready to be applied. */
export interface Child {
  readonly kind: ChildKind;
  readonly object: ChildObject;
}

/** Everything the operator sets of an object, and nothing else. */
interface ChildObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly MonitorReference[];
  };
  readonly [field: string]: unknown;
}

interface MonitorReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: true;
  readonly blockOwnerDeletion: true;
}

/** Label that names the monitor: its stem, see `childNames`. */
export const monitorLabel = 'modelmonitor.dev/monitor';

/** Label with the role of an object, by which the operator watches. */
export const roleLabel = 'modelmonitor.dev/role';

/** Label of pods and drift runs: the digest of the pod template whose configuration they read. ReplicaSets and Jobs carry it, too. */
export const digestLabel = 'modelmonitor.dev/configuration';

/** Annotation with the whole name of the monitor, which may be too long for a label. */
export const nameAnnotation = 'modelmonitor.dev/name';

export type Component = 'predictor' | 'drift';

export interface ChildParts {
  readonly name: string;
  readonly component: Component;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Everything below `metadata`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** An object that belongs to the monitor: common labels and owner, and its own fields. */
export function child(
  kind: ChildKind,
  { plan, context }: Pick<Rendering, 'plan' | 'context'>,
  { name, component, labels, annotations, fields }: ChildParts,
): Child {
  const { apiVersion, kind: kindName } = childTypes[kind];
  const { ownerUid } = context;
  const owner = { apiVersion: plan.monitor.apiVersion, kind: plan.monitor.kind, name: plan.name };
  const object: ChildObject = {
    apiVersion,
    kind: kindName,
    metadata: {
      name,
      namespace: plan.namespace,
      labels: { ...labels, ...labelsOf(plan, component), [roleLabel]: 'child' },
      annotations: { ...annotations, [nameAnnotation]: plan.name },
      ...(ownerUid === undefined ? {} : { ownerReferences: [{ ...owner, uid: ownerUid, controller: true, blockOwnerDeletion: true }] }),
    },
    ...fields,
  };
  return { kind, object };
}

/** Input of every renderer. */
export interface Rendering {
  readonly plan: Plan;
  readonly context: RenderContext;
  /** Digest of the template of the predictor pods. */
  readonly digest: string;
}

/** Labels of an object or pod of a monitor. */
export function labelsOf({ names }: Pick<Plan, 'names'>, component: Component): Readonly<Record<string, string>> {
  return {
    'app.kubernetes.io/name': `modelmonitor-${component}`,
    'app.kubernetes.io/instance': names.stem,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': 'modelmonitor',
    'app.kubernetes.io/managed-by': 'modelmonitor-operator',
    [monitorLabel]: names.stem,
  };
}

/** Labels that only the pods of a monitor's component have. */
export function podSelector({ names }: Pick<Plan, 'names'>, component: Component): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/component': component, [monitorLabel]: names.stem };
}
