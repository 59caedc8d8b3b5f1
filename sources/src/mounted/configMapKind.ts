import { join } from 'node:path';
import { mountPath } from '@modelmonitor/api/plain';
import { readBytes } from '../readBytes.ts';
import type { SourceKind } from '../source.ts';

/** A key of a ConfigMap: in a pod a file of a projected volume, on a laptop a file that `modelmonitor run` writes. */
export const configMapKind: SourceKind<'configMap'> = {
  read({ value: { name, key }, mostBytes }, { configDirectory }) {
    return readBytes(join(configDirectory, mountPath('ConfigMap', name, key)), `ConfigMap ${name} with the key ${key}`, mostBytes);
  },
};
