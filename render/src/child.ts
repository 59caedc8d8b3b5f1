import type { Plan } from '@modelmonitor/api';
import { type ChildKind, childTypes } from './childTypes.ts';
import type { RawObject } from './rawObject.ts';
import type { RenderContext } from './renderContext.ts';

/** An object of a monitor, ready to be applied. */
export interface Child {
  readonly kind: ChildKind;
  readonly object: RawObject;
}

/** Label that names the monitor: its stem, see `childNames`. */
export const monitorLabel = 'modelmonitor.dev/monitor';

/** Label that says what an object is to the operator, which watches by it. */
export const roleLabel = 'modelmonitor.dev/role';

/** Annotation with the whole name of the monitor, which a label may be too short for. */
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

/** An object that belongs to the monitor: its labels, its owner, and what is its own. */
export function child(kind: ChildKind, { plan, context }: Rendering, { name, component, labels, annotations, fields }: ChildParts): Child {
  const { apiVersion, kind: kindName } = childTypes[kind];
  const { ownerUid } = context;
  const owner = { apiVersion: plan.monitor.apiVersion, kind: plan.monitor.kind, name: plan.name };
  const object: RawObject = {
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

/** What every renderer is given. */
export interface Rendering {
  readonly plan: Plan;
  readonly context: RenderContext;
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

/** Labels that tell the pods of a monitor's component from all others. */
export function podSelector({ names }: Pick<Plan, 'names'>, component: Component): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/component': component, [monitorLabel]: names.stem };
}
