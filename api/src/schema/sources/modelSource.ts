import Type from 'typebox';
import { configMapSource } from './configMapSource.ts';
import { fileSource } from './fileSource.ts';

/** Where the bytes of a model come from: one member per kind, of which a source has exactly one. */
const kinds = {
  configMap: Type.Optional(configMapSource),
  file: Type.Optional(fileSource),
};

const names = Object.keys(kinds);
const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

export const modelSourceSchema = Type.Object(kinds, {
  additionalProperties: false,
  description: 'Where the bytes come from: configMap, or outside a cluster also file.',
  'x-kubernetes-validations': [
    { rule: `[${names.map((name) => `has(self.${name})`).join(', ')}].filter(kind, kind).size() == 1`, message: `expected one of ${list}` },
  ],
});

export type Source = Type.Static<typeof modelSourceSchema>;
export type SourceKindName = keyof typeof kinds;
