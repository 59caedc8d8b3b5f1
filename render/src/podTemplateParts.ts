import type { ModelMonitor } from '@modelmonitor/api';
import { type Component, podSelector, type Rendering } from './child.ts';

type Fields = Readonly<Record<string, unknown>>;
type Template = Omit<NonNullable<ModelMonitor['spec']['drift']['podTemplate']>, 'resources'>;

/**
 * The pod template of a component. Where pods may run, and what pulls their images, is the same for checks unless their own template says
 * otherwise; everything else of the predictor's template is about the predictor.
 */
export function podTemplateOf({ plan }: Pick<Rendering, 'plan'>, component: Component): Template {
  const { serving, drift } = plan.monitor.spec;
  const predictor = serving.podTemplate ?? {};
  if (component === 'predictor') return predictor;
  const { nodeSelector, tolerations, runtimeClassName, imagePullSecrets } = predictor;
  return { ...withValues({ nodeSelector, tolerations, runtimeClassName, imagePullSecrets }), ...drift.podTemplate };
}

/** Fields of the specification of a pod that its template sets; `spread` is how pods are spread without one. */
export function templateFields(rendering: Rendering, component: Component, spread: readonly Fields[] = []): Fields {
  const {
    nodeSelector,
    tolerations,
    priorityClassName,
    runtimeClassName,
    imagePullSecrets = [],
    ...template
  } = podTemplateOf(rendering, component);
  const pullSecrets = [...new Set([...rendering.context.images.pullSecrets, ...imagePullSecrets.map(({ name }) => name)])];
  const topologySpreadConstraints = [...(template.topologySpreadConstraints ?? spread)].map((constraint) => ({
    ...constraint,
    labelSelector: { matchLabels: podSelector(rendering.plan, component) },
  }));
  return {
    ...(pullSecrets.length === 0 ? {} : { imagePullSecrets: pullSecrets.map((name) => ({ name })) }),
    ...withValues({ nodeSelector, tolerations, priorityClassName, runtimeClassName }),
    ...(topologySpreadConstraints.length === 0 ? {} : { topologySpreadConstraints }),
  };
}

/** Volumes of the template. The prefix keeps their names apart from those of the operator. */
export function templateVolumes(rendering: Rendering, component: Component): Fields[] {
  return (podTemplateOf(rendering, component).volumes ?? []).map((volume) => ({ ...volume, name: `extra-${volume.name}` }));
}

export function templateMounts(rendering: Rendering, component: Component): Fields[] {
  return (podTemplateOf(rendering, component).volumeMounts ?? []).map((mount) => ({ ...mount, name: `extra-${mount.name}` }));
}

/** Environment of a container; no field where there is none. */
export function templateEnvironment(
  rendering: Rendering,
  component: Component,
  own: readonly Fields[] = [],
): { readonly env?: readonly Fields[] } {
  const env = [...own, ...(podTemplateOf(rendering, component).env ?? [])];
  return env.length === 0 ? {} : { env };
}

/** The fields that have a value. */
function withValues<Given extends object>(fields: Given): Partial<Given> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Given>;
}
