import { childTypes, roleLabel } from '@modelmonitor/render';
import { pathOf } from '../../../kube/src/pathOf.ts';
import { watchedTypes } from '../../../operator/src/caches/cachedKinds.ts';
import type { BenchApi } from './benchApi.ts';

/** UID and resource version of every monitor and of everything that belongs to one, by `KIND/NAMESPACE/NAME`. */
export async function objectVersions(api: BenchApi): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, string>();
  const kinds = [
    { type: watchedTypes.monitor, labelSelector: undefined },
    ...Object.values(childTypes).map((type) => ({ type, labelSelector: `${roleLabel}=child` })),
  ];
  for (const { type, labelSelector } of kinds) {
    await api.list(pathOf(type), labelSelector, ({ metadata }) => {
      versions.set(`${type.kind}/${metadata.namespace}/${metadata.name}`, `${metadata.uid} ${metadata.resourceVersion}`);
    });
  }
  return versions;
}

/** Objects that came, went or changed between two looks. */
export function changedBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name));
}
