import type { SourceKind } from '../source.ts';

/** A key of a ConfigMap: in a pod a file of a projected volume, on a laptop a file that `modelmonitor run` writes. */
export const configMapKind: SourceKind<'configMap'> = {
  read: ({ value, mostBytes }, { readConfigMap }) => readConfigMap(value, mostBytes),
};
