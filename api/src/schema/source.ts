import Type from 'typebox';
import { dataKey } from './dataKey.ts';
import { objectName } from './objectName.ts';

/** Where the bytes of a model or a reference come from. */
export const sourceSchema = Type.Object(
  {
    configMap: Type.Object(
      { name: objectName('Name of the ConfigMap.'), key: dataKey('Key of the ConfigMap that holds the bytes.') },
      { additionalProperties: false, description: 'A key of a ConfigMap in the same namespace (at most 1 MiB).' },
    ),
  },
  { additionalProperties: false, description: 'Where the bytes come from.' },
);

export type Source = Type.Static<typeof sourceSchema>;
