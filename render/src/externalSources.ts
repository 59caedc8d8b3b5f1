import { cacheDirectory, localAddressesFlag, podPlacement, volumesDirectory } from '@modelmonitor/api';
import type { Rendering } from './child.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Volumes of sources that are no ConfigMaps: their cache, which lives as long as the pod, and the claims they name. */
export function sourceVolumes({ plan: { external } }: Rendering): Fields[] {
  if (external === undefined) return [];
  return [
    { name: 'sources', emptyDir: { sizeLimit: '4Gi' } },
    ...external.claims.map((claimName, index) => ({ name: `claim-${index}`, persistentVolumeClaim: { claimName, readOnly: true } })),
  ];
}

export function sourceMounts({ plan: { external } }: Rendering): Fields[] {
  if (external === undefined) return [];
  const { sourcesDirectory } = podPlacement;
  return [
    { name: 'sources', mountPath: cacheDirectory(sourcesDirectory) },
    ...external.claims.map((claim, index) => ({
      name: `claim-${index}`,
      mountPath: `${volumesDirectory(sourcesDirectory)}/${claim}`,
      readOnly: true,
    })),
  ];
}

/** The argument that lets sources lead to local addresses, where the operator allows it. */
export function localAddresses({ plan: { external }, context: { allowLocalAddresses } }: Rendering): string[] {
  return external !== undefined && allowLocalAddresses === true ? [localAddressesFlag] : [];
}
