import Type from 'typebox';
import { mapOf } from './mapOf.ts';

/** Labels of an object. */
export function labels(description: string) {
  return mapOf(
    Type.String({
      pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$',
      maxLength: 63,
      'x-expected': 'the value of a label: at most 63 letters, digits, dots, hyphens and underscores',
      description: 'Its value.',
    }),
    { maxProperties: 64, description },
  );
}

/** Annotations of an object. */
export function annotations(description: string) {
  return mapOf(Type.String({ maxLength: 4096, description: 'Its value.' }), { maxProperties: 64, description });
}
