import {
  cacheDirectory,
  identityDirectory,
  imageFolder,
  imagesDirectory,
  localAddressesFlag,
  podPlacement,
  volumesDirectory,
} from '@modelmonitor/api';
import type { Rendering } from './child.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Volumes of sources that are no ConfigMaps: their cache, which lives as long as the pod, the claims and images they name, and tokens. */
export function sourceVolumes({ plan: { external } }: Rendering): Fields[] {
  if (external === undefined) return [];
  return [
    { name: 'sources', emptyDir: { sizeLimit: '4Gi' } },
    ...external.claims.map((claimName, index) => ({ name: `claim-${index}`, persistentVolumeClaim: { claimName, readOnly: true } })),
    ...external.images.map((reference, index) => ({ name: `image-${index}`, image: { reference, pullPolicy: 'IfNotPresent' } })),
    ...(external.audiences.length === 0 ? [] : [identityVolume(external.audiences)]),
  ];
}

/** Tokens of the pod's service account, one per audience: no other server takes them. */
function identityVolume(audiences: readonly string[]): Fields {
  const sources = audiences.map((audience) => ({ serviceAccountToken: { audience, expirationSeconds: 3600, path: audience } }));
  return { name: 'identity', projected: { defaultMode: 0o444, sources } };
}

export function sourceMounts({ plan: { external } }: Rendering): Fields[] {
  if (external === undefined) return [];
  const { sourcesDirectory } = podPlacement;
  const mount = (name: string, mountPath: string) => ({ name, mountPath, readOnly: true });
  return [
    { name: 'sources', mountPath: cacheDirectory(sourcesDirectory) },
    ...external.claims.map((claim, index) => mount(`claim-${index}`, `${volumesDirectory(sourcesDirectory)}/${claim}`)),
    ...external.images.map((image, index) => mount(`image-${index}`, `${imagesDirectory(sourcesDirectory)}/${imageFolder(image)}`)),
    ...(external.audiences.length === 0 ? [] : [mount('identity', identityDirectory(sourcesDirectory))]),
  ];
}

/** The argument that lets sources lead to local addresses, where the operator allows it. */
export function localAddresses({ plan: { external }, context: { allowLocalAddresses } }: Rendering): string[] {
  return external !== undefined && allowLocalAddresses === true ? [localAddressesFlag] : [];
}
