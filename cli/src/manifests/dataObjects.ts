import { type DataObject, dataObjectOf } from './dataObject.ts';
import type { Manifest, ManifestProblem } from './manifest.ts';
import type { SourceFileBytes } from './readSourceFiles.ts';

/** The ConfigMaps and Secrets of a set of manifests, and the files beside them. */
export interface DataObjects {
  /** The object of that kind, namespace and name; undefined when there is none. */
  get(kind: DataObject['kind'], namespace: string, name: string): DataObject | undefined;
  /** The bytes of a file beside the manifest of a ModelMonitor; undefined when it was not read. */
  file(monitor: { readonly namespace: string; readonly name: string }, path: string): Uint8Array | undefined;
  /** What they consist of: values that can be sent to another thread. */
  readonly content: DataContent;
}

export interface DataContent {
  /** By kind, namespace and name. */
  readonly objects: ReadonlyMap<string, DataObject>;
  /** Files beside the manifest of a ModelMonitor, by its namespace and name. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, SourceFileBytes>>;
}

/** Decodes every ConfigMap and Secret; the second of a name is a problem. */
export function dataObjectsOf(manifests: readonly Manifest[]): { objects: DataObjects; problems: readonly ManifestProblem[] } {
  const first = new Map<string, Manifest>();
  const objects = new Map<string, DataObject>();
  const problems: ManifestProblem[] = [];
  for (const manifest of manifests) {
    if (manifest.kind !== 'ConfigMap' && manifest.kind !== 'Secret') continue;
    const decoded = dataObjectOf(manifest, manifest.kind);
    problems.push(...decoded.problems);
    const identity = identityOf(manifest.kind, manifest.namespace, manifest.name);
    const earlier = first.get(identity);
    if (earlier !== undefined) problems.push(duplicateProblem(manifest, earlier));
    else {
      first.set(identity, manifest);
      objects.set(identity, decoded.object);
    }
  }
  const monitors = manifests.filter(({ kind, files }) => kind === 'ModelMonitor' && files !== undefined);
  // Of monitors of the same name, which are a problem, the first.
  const files = new Map(monitors.toReversed().map((one) => [`${one.namespace}/${one.name}`, one.files ?? new Map()]));
  return { objects: dataObjects({ objects, files }), problems };
}

export function dataObjects(content: DataContent): DataObjects {
  return {
    content,
    get: (kind, namespace, name) => content.objects.get(identityOf(kind, namespace, name)),
    file: ({ namespace, name }, path) => {
      const bytes = content.files.get(`${namespace}/${name}`)?.get(path);
      return bytes instanceof Uint8Array ? bytes : undefined;
    },
  };
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
