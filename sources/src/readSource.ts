import { join } from 'node:path';
import { filePath, mountPath, type Source } from '@modelmonitor/api/plain';
import { SourceError } from './errors.ts';
import { readBytes, type SourceBytes } from './readBytes.ts';

/** Reads the bytes of a source. @throws SourceError naming what was expected and what happened */
export type ReadSource = (source: Source) => Promise<SourceBytes>;

/**
 * Reads sources from a configuration directory: in a pod a projected volume with the keys of ConfigMaps, on a laptop the directory that
 * `modelmonitor run` lays out like one, with the files beside the manifests.
 */
export function sourceReader(configDirectory: string): ReadSource {
  return (source) => {
    const { configMap, file } = source;
    const what = configMap === undefined ? `the file ${file?.path}` : `ConfigMap ${configMap.name} with the key ${configMap.key}`;
    return readBytes(sourcePath(configDirectory, source), what);
  };
}

/** Reads the text of a Secret's key. @throws SourceError naming what was expected and what happened, never content */
export type ReadSecret = (reference: { readonly name: string; readonly key: string }) => Promise<string>;

/** Reads secrets from a configuration directory. */
export function secretReader(configDirectory: string): ReadSecret {
  return async ({ name, key }) => {
    const { bytes } = await readBytes(join(configDirectory, mountPath('Secret', name, key)), `Secret ${name} with the key ${key}`);
    return bytes.toString('utf8');
  };
}

/** Where the bytes of a source are in a configuration directory, for a program that reads files itself. */
export function sourcePath(configDirectory: string, { configMap, file }: Source): string {
  if (configMap !== undefined) return join(configDirectory, mountPath('ConfigMap', configMap.name, configMap.key));
  if (file !== undefined) return join(configDirectory, filePath(file.path));
  throw new SourceError('expected a source with configMap or file, got neither');
}
