import type { ModelMonitor } from '../schema/modelMonitor.ts';

/**
 * Annotations that authors of ModelMonitors may set on pods. Others can make a controller add containers, volumes, Secrets, networks or cloud
 * roles to a pod: an administrator allows them. Meshes and agents have such annotations beside harmless ones, so most of these are
 * listed one by one.
 */
export const harmlessPodAnnotations: readonly string[] = [
  'cluster-autoscaler.kubernetes.io/safe-to-evict',
  'config.linkerd.io/opaque-ports',
  'config.linkerd.io/proxy-cpu-limit',
  'config.linkerd.io/proxy-cpu-request',
  'config.linkerd.io/proxy-memory-limit',
  'config.linkerd.io/proxy-memory-request',
  'config.linkerd.io/skip-inbound-ports',
  'config.linkerd.io/skip-outbound-ports',
  'controller.kubernetes.io/pod-deletion-cost',
  'descheduler.alpha.kubernetes.io/evict',
  'fluentbit.io/exclude',
  'fluentbit.io/parser',
  'karpenter.sh/do-not-disrupt',
  'kubectl.kubernetes.io/default-container',
  'kubernetes.io/egress-bandwidth',
  'kubernetes.io/ingress-bandwidth',
  'linkerd.io/inject',
  'prometheus.io/*',
  'sidecar.istio.io/inject',
  'sidecar.istio.io/proxyCPU',
  'sidecar.istio.io/proxyCPULimit',
  'sidecar.istio.io/proxyMemory',
  'sidecar.istio.io/proxyMemoryLimit',
  'sidecar.istio.io/rewriteAppHTTPProbers',
  'traffic.sidecar.istio.io/*',
];

const templates = ['serving', 'drift'] as const;

/** The annotations of pod templates that the operator does not set, by the path of their map. */
export function annotationsNotAllowed(
  monitor: ModelMonitor,
  allowed: readonly string[],
): { readonly path: string; readonly keys: readonly string[] }[] {
  return templates.flatMap((part) => {
    const annotations = monitor.spec[part].podTemplate?.annotations ?? {};
    const keys = Object.keys(annotations).filter((key) => !isAllowed(key, allowed));
    return keys.length === 0 ? [] : [{ path: `spec.${part}.podTemplate.annotations`, keys }];
  });
}

/** The resource without them. */
export function withAllowedAnnotations(spec: ModelMonitor['spec'], allowed: readonly string[]): ModelMonitor['spec'] {
  const { serving, drift } = spec;
  return {
    ...spec,
    serving: { ...serving, ...(serving.podTemplate && { podTemplate: withAllowed(serving.podTemplate, allowed) }) },
    drift: { ...drift, ...(drift.podTemplate && { podTemplate: withAllowed(drift.podTemplate, allowed) }) },
  };
}

function withAllowed<Template extends { annotations?: Record<string, string> }>(template: Template, allowed: readonly string[]): Template {
  const { annotations = {}, ...rest } = template;
  const kept = Object.entries(annotations).filter(([key]) => isAllowed(key, allowed));
  // An empty map that is applied again counts as a change.
  return (kept.length === 0 ? rest : { ...rest, annotations: Object.fromEntries(kept) }) as Template;
}

/** An entry is a name, or the start of names with `*` at its end. */
function isAllowed(key: string, allowed: readonly string[]): boolean {
  return [...harmlessPodAnnotations, ...allowed].some((entry) =>
    entry.endsWith('*') ? key.startsWith(entry.slice(0, -1)) : key === entry,
  );
}
