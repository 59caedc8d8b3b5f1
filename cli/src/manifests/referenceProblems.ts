import { fieldPath, type ModelMonitor, type Mount, mountsOf, ownValue } from '@modelmonitor/api';
import { didYouMean } from '../nearest.ts';
import type { DataObjects } from './dataObjects.ts';
import type { Keys, Manifest, ManifestProblem } from './manifest.ts';

/**
 * References of a ModelMonitor to ConfigMaps, Secrets and keys that do not exist. Complete references are followed even when the rest of the
 * resource is broken, so that one run reports everything.
 *
 * @param monitor the object as written in the file, or with its defaults filled in
 */
export function referenceProblems(manifest: Manifest, monitor: unknown, objects: DataObjects): ManifestProblem[] {
  return mountsOf(completeReferences(monitor)).flatMap((mount) => {
    if (mount.name === '') return [];
    const missing = missingPart(mount, manifest.namespace, objects);
    if (missing === undefined) return [];
    const keys = [...keysOf(mount.field), missing.field];
    return [{ file: manifest.file, line: manifest.lineOf(keys), path: fieldPath(keys), message: missing.message }];
  });
}

/** The key of a Secret that the resource leaves to the default, before defaults are filled in. */
const anyKey = '';

function missingPart({ kind, name, key }: Mount, namespace: string, objects: DataObjects): { field: string; message: string } | undefined {
  const object = objects.get(kind, namespace, name);
  if (object !== undefined && (key === anyKey || object.entries.has(key))) return undefined;
  if (object !== undefined) {
    const keys = [...object.entries.keys()].sort();
    const has = keys.length === 0 ? 'it has none' : `it has: ${keys.join(', ')}`;
    return { field: 'key', message: `${kind} ${name} has no key ${key}; ${has}${didYouMean(key, keys)}` };
  }
  const sameKind = [...objects.content.objects.values()].filter((candidate) => candidate.kind === kind);
  const elsewhere = sameKind.find((candidate) => candidate.name === name);
  if (elsewhere !== undefined) {
    return {
      field: 'name',
      message: `expected ${kind} ${name} in the namespace ${namespace} of this ModelMonitor, got it in ${elsewhere.namespace}`,
    };
  }
  const names = sameKind.map((candidate) => candidate.name).sort();
  const given = names.length === 0 ? `these manifests have no ${kind}` : `these manifests have: ${names.join(', ')}`;
  return { field: 'name', message: `${kind} ${name} does not exist; ${given}${didYouMean(name, names)}` };
}

/** `spec.model.versions[0].source` as keys. */
export function keysOf(path: string): Keys {
  return path.split(/[.[\]]+/).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The part of a resource that `mountsOf` reads; an incomplete reference has no name. */
function completeReferences(monitor: unknown): ModelMonitor {
  const versions = at(monitor, 'spec', 'model', 'versions');
  const secretOf = (...keys: readonly [...string[], string]) => {
    const secretRef = reference({ key: anyKey, ...recordOf(at(monitor, 'spec', ...keys, 'secretRef')) });
    return secretRef === undefined ? {} : { [keys.at(-1) as string]: { secretRef } };
  };
  const sourceOf = (source: unknown) => ({ configMap: reference(at(source, 'configMap')) ?? { name: '', key: anyKey } });
  const spec = {
    serving: { auth: { ...secretOf('serving', 'auth', 'basic'), ...secretOf('serving', 'auth', 'bearer') } },
    capture: secretOf('capture', 'postgres'),
    model: { versions: (Array.isArray(versions) ? versions : []).map((version) => ({ source: sourceOf(at(version, 'source')) })) },
    drift: { reference: { source: sourceOf(at(monitor, 'spec', 'drift', 'reference', 'source')) } },
  };
  return { spec } as unknown as ModelMonitor;
}

function reference(value: unknown): { name: string; key: string } | undefined {
  const [name, key] = [at(value, 'name'), at(value, 'key')];
  return typeof name === 'string' && typeof key === 'string' ? { name, key } : undefined;
}

function recordOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function at(value: unknown, ...keys: string[]): unknown {
  let node = value;
  for (const key of keys) node = typeof node === 'object' && node !== null ? ownValue(node as Record<string, unknown>, key) : undefined;
  return node;
}
