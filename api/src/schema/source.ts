import Type from 'typebox';
import { dataKey } from './dataKey.ts';
import { objectName } from './objectName.ts';

/** A key of a ConfigMap. */
export const configMap = Type.Object(
  { name: objectName('Name of the ConfigMap.'), key: dataKey('Key of the ConfigMap that holds the bytes.') },
  { additionalProperties: false, description: 'A key of a ConfigMap in the same namespace (at most 1 MiB).' },
);

/** A file beside the manifest. */
export const file = Type.Object(
  {
    path: Type.String({
      // No segment starts with a dot: the path leads to no parent directory and to no hidden file.
      pattern: '^[A-Za-z0-9_][-A-Za-z0-9_. ]*(/[A-Za-z0-9_][-A-Za-z0-9_. ]*)*$',
      maxLength: 255,
      'x-expected': 'a relative path of letters, digits, dots, hyphens, underscores and blanks, without ..',
      description: 'Path of the file, relative to the directory of the manifest.',
    }),
  },
  {
    additionalProperties: false,
    description: 'A file beside the manifest, of any size. `modelmonitor run` reads it; in a cluster it has no effect.',
  },
);

/** Where the bytes of a reference come from. */
export const referenceSourceSchema = Type.Object({ configMap }, { additionalProperties: false, description: 'Where the bytes come from.' });

/** Where the bytes of a model come from. */
export const modelSourceSchema = Type.Object(
  {
    configMap: Type.Optional(configMap),
    file: Type.Optional(file),
  },
  {
    additionalProperties: false,
    description: 'Where the bytes come from: configMap, or outside a cluster also file.',
    'x-kubernetes-validations': [{ rule: 'has(self.configMap) != has(self.file)', message: 'expected one of configMap and file' }],
  },
);

export type Source = Type.Static<typeof modelSourceSchema>;
