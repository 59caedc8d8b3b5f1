import { type DataObject, dataObjectOf } from './dataObject.ts';
import type { Manifest, ManifestProblem } from './manifest.ts';

/** The ConfigMaps and Secrets of a set of manifests, and the files beside them. */
export interface DataObjects {
  readonly all: readonly DataObject[];
  /** The object of that kind, namespace and name; undefined when there is none. */
  get(kind: DataObject['kind'], namespace: string, name: string): DataObject | undefined;
  /** The bytes of a file beside the manifest of a ModelMonitor; undefined when it was not read. */
  file(monitor: { readonly namespace: string; readonly name: string }, path: string): Uint8Array | undefined;
}

/** Decodes every ConfigMap and Secret; the second of a name is a problem. */
export function dataObjectsOf(manifests: readonly Manifest[]): { objects: DataObjects; problems: readonly ManifestProblem[] } {
  const byIdentity = new Map<string, DataObject>();
  const problems: ManifestProblem[] = [];
  for (const manifest of manifests) {
    if (manifest.kind !== 'ConfigMap' && manifest.kind !== 'Secret') continue;
    const decoded = dataObjectOf(manifest, manifest.kind);
    problems.push(...decoded.problems);
    const identity = identityOf(manifest.kind, manifest.namespace, manifest.name);
    const first = byIdentity.get(identity)?.manifest;
    if (first === undefined) byIdentity.set(identity, decoded.object);
    else problems.push(duplicateProblem(manifest, first));
  }
  const objects: DataObjects = {
    all: [...byIdentity.values()],
    get: (kind, namespace, name) => byIdentity.get(identityOf(kind, namespace, name)),
    file: ({ namespace, name }, path) => {
      const monitor = manifests.find((one) => one.kind === 'ModelMonitor' && one.namespace === namespace && one.name === name);
      const bytes = monitor?.files?.get(path);
      return bytes instanceof Uint8Array ? bytes : undefined;
    },
  };
  return { objects, problems };
}

/** The problem of an object with the name of an earlier one. */
export function duplicateProblem(second: Manifest, first: Manifest): ManifestProblem {
  return {
    file: second.file,
    line: second.lineOf(['metadata', 'name']),
    path: 'metadata.name',
    message: `expected unique names, got another ${second.kind} ${second.name}; the first is at ${first.file}:${first.line}`,
  };
}

function identityOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}
