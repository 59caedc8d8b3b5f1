import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mountPath, type Source } from '@modelmonitor/api';

/** Bytes of a source; rejects with what was wrong. */
export type ReadSource = (source: Source) => Promise<Uint8Array>;

/** Reads sources from a configuration directory. */
export function sourceReader(configDirectory: string): ReadSource {
  return async ({ configMap: { name, key } }) =>
    readFile(join(configDirectory, mountPath('ConfigMap', name, key))).catch((cause: Error) => {
      throw new Error(`ConfigMap ${name} with the key ${key} is needed, and could not be read: ${cause.message}`, { cause });
    });
}
