import Type from 'typebox';
import { dataKey } from '../dataKey.ts';
import { objectName } from '../objectName.ts';

/** `source.configMap`: a key of a ConfigMap. */
export const configMapSource = Type.Object(
  { name: objectName('Name of the ConfigMap.'), key: dataKey('Key of the ConfigMap that holds the bytes.') },
  { additionalProperties: false, description: 'A key of a ConfigMap in the same namespace (at most 1 MiB).' },
);
