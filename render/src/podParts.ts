import type { Mount } from '@modelmonitor/api';
import type { Rendering } from './child.ts';

/** Meets the `restricted` Pod Security Standard. */
const podSecurity = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } as const;

/** Meets the `restricted` Pod Security Standard, with nothing to write to but what is mounted. */
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} as const;

/** Where temporary files go: a root file system that cannot be written has no place for them. */
export const scratch = {
  volume: { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
  mount: { name: 'tmp', mountPath: '/tmp' },
} as const;

/** Parts of a pod that both processes have in common. */
export function podBase({ plan, context: { images } }: Rendering): Readonly<Record<string, unknown>> {
  const { nodeSelector, tolerations } = plan.monitor.spec.serving.podTemplate ?? {};
  return {
    enableServiceLinks: false,
    securityContext: podSecurity,
    ...(images.pullSecrets.length === 0 ? {} : { imagePullSecrets: images.pullSecrets.map((name) => ({ name })) }),
    ...(nodeSelector === undefined ? {} : { nodeSelector }),
    ...(tolerations === undefined ? {} : { tolerations }),
  };
}

/** Keys of the monitor's own ConfigMap. */
export const configurationKeys = { monitor: 'monitor.json', callers: 'callers.json' } as const;

/**
 * The configuration directory as one volume, so that everything in it changes at once. A ConfigMap that is not there leaves its files out
 * (a version that cannot be loaded leaves the others serving); a Secret has to be there before a pod starts, since without it nobody could
 * be let in.
 */
export function configurationVolume({ plan }: Rendering, kinds: readonly Mount['kind'][]): Readonly<Record<string, unknown>> {
  const groups = new Map<string, { mount: Mount; items: { key: string; path: string }[] }>();
  for (const mount of plan.mounts.filter(({ kind }) => kinds.includes(kind))) {
    const id = `${mount.kind}/${mount.name}`;
    const { items } = groups.get(id) ?? { items: [] };
    const known = items.some(({ key }) => key === mount.key);
    groups.set(id, { mount, items: known ? items : [...items, { key: mount.key, path: mount.path }] });
  }
  const own = Object.values(configurationKeys).map((key) => ({ key, path: key }));
  const sources = [...groups.values()].map(({ mount: { kind, name }, items }) =>
    kind === 'ConfigMap' ? { configMap: { name, items, optional: true } } : { secret: { name, items } },
  );
  return {
    name: 'configuration',
    projected: { defaultMode: 0o444, sources: [{ configMap: { name: plan.names.configuration, items: own } }, ...sources] },
  };
}

export function configurationMount(directory: string): Readonly<Record<string, unknown>> {
  return { name: 'configuration', mountPath: directory, readOnly: true };
}
