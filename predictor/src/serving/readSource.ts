import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataSource, type ModelSource, mountPath } from '@modelmonitor/api';

/** Bytes of a source; rejects with what was wrong. */
export type ReadSource = (source: ModelSource | DataSource) => Promise<Uint8Array>;

/** Reads sources from a configuration directory; kinds that are not built in are named in the error. */
export function sourceReader(configDirectory: string): ReadSource {
  return async (source) => {
    if (source.configMap !== undefined) {
      const { name, key } = source.configMap;
      return readFile(join(configDirectory, mountPath('ConfigMap', name, key))).catch((cause: Error) => {
        throw new Error(`ConfigMap ${name} with the key ${key} is needed, and could not be read: ${cause.message}`, { cause });
      });
    }
    const [kind] = Object.keys(source);
    throw new Error(`a source of the kind configMap is needed, got ${kind ?? 'none'}, which this release does not read yet`);
  };
}
