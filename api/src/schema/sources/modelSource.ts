import Type from 'typebox';
import { configMapSource } from './configMapSource.ts';
import { eventsSource } from './eventsSource.ts';
import { fileSource } from './fileSource.ts';
import { httpSource } from './httpSource.ts';
import { mlflowSource } from './mlflowSource.ts';
import { ociSource } from './ociSource.ts';
import { remoteSource } from './remoteSource.ts';
import { s3Source } from './s3Source.ts';
import { volumeSource } from './volumeSource.ts';

/** Where the bytes of a model come from: one member per kind, of which a source has exactly one. */
const kinds = {
  configMap: Type.Optional(configMapSource),
  file: Type.Optional(fileSource),
  persistentVolumeClaim: Type.Optional(volumeSource),
  http: Type.Optional(httpSource),
  s3: Type.Optional(s3Source),
  oci: Type.Optional(ociSource),
  mlflow: Type.Optional(mlflowSource),
  remote: Type.Optional(remoteSource),
  events: Type.Optional(eventsSource),
};

const names = Object.keys(kinds);
/** The kinds, for messages. */
export const sourceKindList = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const maxBytes = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: 2_147_483_647,
    description: 'Largest number of bytes that are read, also after decompression; 536870912 (512 MiB) when absent.',
  }),
);

export const modelSourceSchema = Type.Object(
  { ...kinds, maxBytes },
  {
    additionalProperties: false,
    description: `Where the bytes come from: one of ${sourceKindList}. file takes effect outside a cluster only, persistentVolumeClaim in a cluster only.`,
    'x-kubernetes-validations': [
      {
        rule: `[${names.map((name) => `has(self.${name})`).join(', ')}].filter(kind, kind).size() == 1`,
        message: `expected one of ${sourceKindList}`,
      },
    ],
  },
);

export type Source = Type.Static<typeof modelSourceSchema>;
export type SourceKindName = keyof typeof kinds;
