import { configurationName, hasClients, type Mount, podPlacement } from '@modelmonitor/api';
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
 * are served without it), and so does a missing Secret of a source or of the store.
 */
export function configurationVolume({ plan, digest }: Rendering, uses: readonly Mount['use'][]): Readonly<Record<string, unknown>> {
  const own = (name: string, keys: readonly string[]) => ({ configMap: { name, items: keys.map((key) => ({ key, path: key })) } });
  const { monitor, rollout, callers } = configurationKeys;
  return projection('configuration', [
    own(configurationName(plan.names, digest), [monitor, rollout]),
    own(plan.names.callers, [callers]),
    ...sourcesOf(plan.mounts, uses).map(({ type, source }) => ({ [type]: { ...source, optional: true } })),
  ]);
}

/**
 * The credentials of clients. A pod does not start while one of their Secrets is missing, since it could not authenticate anyone; in a pod that
 * runs, the kubelet then leaves the whole volume as it is.
 */
export function clientsVolumes({ plan }: Rendering): Readonly<Record<string, unknown>>[] {
  const sources = sourcesOf(plan.mounts, ['clients']);
  if (sources.length === 0) return [];
  const required = sources.map(({ type, source }) => ({ [type]: source }));
  return [projection('clients', required)];
}

function projection(name: string, sources: readonly unknown[]): Readonly<Record<string, unknown>> {
  return { name, projected: { defaultMode: 0o444, sources } };
}

/** One source for each ConfigMap and Secret with the keys that are used. */
function sourcesOf(mounts: readonly Mount[], uses: readonly Mount['use'][]) {
  const groups = Map.groupBy(
    mounts.filter(({ use }) => uses.includes(use)),
    ({ kind, name }) => `${kind}/${name}`,
  );
  return [...groups.values()].map((group) => {
    const [{ kind, name }] = group as [Mount, ...Mount[]];
    const items = new Map(group.map(({ key, path }) => [key, { key, path }]));
    return { type: kind === 'ConfigMap' ? 'configMap' : 'secret', source: { name, items: [...items.values()] } };
  });
}

export function configurationMount(directory: string): Readonly<Record<string, unknown>> {
  return { name: 'configuration', mountPath: directory, readOnly: true };
}

/** Where the volume of `clientsVolumes` is mounted, if there is one. */
export function clientsMounts({ plan }: Rendering): Readonly<Record<string, unknown>>[] {
  return hasClients(plan.mounts) ? [{ name: 'clients', mountPath: podPlacement.clientsDirectory, readOnly: true }] : [];
}
