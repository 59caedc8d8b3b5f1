import { configurationName, type Mount } from '@modelmonitor/api';
import type { Rendering } from './child.ts';

/** Meets the `restricted` Pod Security Standard. */
const podSecurity = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } as const;

/** Meets the `restricted` Pod Security Standard; only mounted volumes are writable. */
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} as const;

/** Volume for temporary files, since the root file system is read-only. */
export const scratch = {
  volume: { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
  mount: { name: 'tmp', mountPath: '/tmp' },
} as const;

/** Group of the user of the images: a volume that a pod writes is given to it, at the first start only. */
const volumeGroup = { fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' } as const;

/** Parts of a pod that both processes have in common, without those of its template. */
export function podBase(volumes: readonly unknown[]): Readonly<Record<string, unknown>> {
  return {
    enableServiceLinks: false,
    securityContext: { ...podSecurity, ...(volumes.length === 0 ? {} : volumeGroup) },
  };
}

/** Files of the monitor's own ConfigMaps: those of one pod template, and the one of all pods. */
export const configurationKeys = { monitor: 'monitor.json', rollout: 'rollout.json', callers: 'callers.json' } as const;

/**
 * The configuration directory as one volume, so that all its files change at once. A missing ConfigMap leaves its files out (the other versions
 * are served without it), and so does a missing Secret of a source or of the store; a pod does not start while a Secret for its clients is missing, since it
 * could not authenticate any.
 */
export function configurationVolume({ plan, digest }: Rendering, uses: readonly Mount['use'][]): Readonly<Record<string, unknown>> {
  const groups = new Map<string, { mount: Mount; items: { key: string; path: string }[]; optional: boolean }>();
  for (const mount of plan.mounts.filter(({ use }) => uses.includes(use))) {
    const id = `${mount.kind}/${mount.name}`;
    const { items, optional } = groups.get(id) ?? { items: [], optional: true };
    const known = items.some(({ key }) => key === mount.key);
    groups.set(id, {
      mount,
      items: known ? items : [...items, { key: mount.key, path: mount.path }],
      optional: optional && mount.use !== 'clients',
    });
  }
  const own = (name: string, keys: readonly string[]) => ({ configMap: { name, items: keys.map((key) => ({ key, path: key })) } });
  const { monitor, rollout, callers } = configurationKeys;
  const sources = [...groups.values()].map(({ mount: { kind, name }, items, optional }) => ({
    [kind === 'ConfigMap' ? 'configMap' : 'secret']: { name, items, ...(optional ? { optional } : {}) },
  }));
  return {
    name: 'configuration',
    projected: {
      defaultMode: 0o444,
      sources: [own(configurationName(plan.names, digest), [monitor, rollout]), own(plan.names.callers, [callers]), ...sources],
    },
  };
}

export function configurationMount(directory: string): Readonly<Record<string, unknown>> {
  return { name: 'configuration', mountPath: directory, readOnly: true };
}
