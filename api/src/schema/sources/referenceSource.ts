import Type from 'typebox';
import { configMapSource } from './configMapSource.ts';
import { httpSource } from './httpSource.ts';
import { ociSource } from './ociSource.ts';
import { s3Source } from './s3Source.ts';
import { volumeSource } from './volumeSource.ts';

const kinds = {
  configMap: Type.Optional(configMapSource),
  persistentVolumeClaim: Type.Optional(volumeSource),
  http: Type.Optional(httpSource),
  s3: Type.Optional(s3Source),
  oci: Type.Optional(ociSource),
};

const names = Object.keys(kinds);
/** The kinds, for messages. */
export const referenceKindList = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Where the bytes of a reference come from. */
export const referenceSourceSchema = Type.Object(kinds, {
  additionalProperties: false,
  description: `Where the bytes come from: one of ${referenceKindList}.`,
  'x-kubernetes-validations': [
    {
      rule: `[${names.map((name) => `has(self.${name})`).join(', ')}].filter(kind, kind).size() == 1`,
      message: `expected one of ${referenceKindList}`,
    },
  ],
});
