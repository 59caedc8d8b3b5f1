import type { Plan } from '@modelmonitor/api';
import { InputError } from '../errors.ts';
import { isDataKey, isObjectName } from './dataObject.ts';
import type { DataObjects } from './dataObjects.ts';

/**
 * The files of a plan's configuration directory, by path below it: `monitor.json`, the keys of ConfigMaps and Secrets that the plan
 * mounts, and files beside the manifest.
 *
 * @throws InputError for a name or key that could leave the directory, or that does not exist
 */
export function configurationFiles(
  { monitor, mounts, files: sources, name, namespace }: Plan,
  objects: DataObjects,
): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>([['monitor.json', Buffer.from(`${JSON.stringify(monitor, null, 2)}\n`, 'utf8')]]);
  for (const { kind, name, key, path } of mounts) {
    // The schema checked both; a path built from them is checked again.
    if (!isObjectName(name) || !isDataKey(key)) throw new InputError(`${kind} ${name} with the key ${key} cannot be a file name`);
    const bytes = objects.get(kind, namespace, name)?.entries.get(key);
    if (bytes === undefined) throw new InputError(`expected ${kind} ${name} with the key ${key} in the manifests, got none`);
    files.set(path, bytes);
  }
  for (const { file, path } of sources) {
    const bytes = objects.file({ namespace, name }, file);
    if (bytes === undefined) throw new InputError(`expected the file ${file} beside the manifest of ${name}, got none`);
    files.set(path, bytes);
  }
  return files;
}
