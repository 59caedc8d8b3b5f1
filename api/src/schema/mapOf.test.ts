import Type from 'typebox';
import { mapOf } from './mapOf.ts';

test('writes a map as JSON Schema and Kubernetes both read it', () => {
  expect(mapOf(Type.String(), { maxProperties: 8, description: 'Labels.' })).toEqual({
    type: 'object',
    additionalProperties: { type: 'string' },
    maxProperties: 8,
    description: 'Labels.',
  });
});
