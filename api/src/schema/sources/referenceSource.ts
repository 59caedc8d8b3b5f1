import Type from 'typebox';
import { configMapSource } from './configMapSource.ts';

/** Where the bytes of a reference come from. */
export const referenceSourceSchema = Type.Object(
  { configMap: configMapSource },
  { additionalProperties: false, description: 'Where the bytes come from.' },
);
