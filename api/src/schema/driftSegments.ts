import Type from 'typebox';
import { freeName } from './freeName.ts';
import { mostSegments } from './mostSegments.ts';
import { versionName } from './versionName.ts';

const segment = Type.Object(
  {
    feature: Type.Optional(freeName('Name of a categorical feature; each of its values is a segment of its own.')),
    values: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 256, description: 'A category.' }), {
        minItems: 1,
        maxItems: mostSegments,
        'x-kubernetes-list-type': 'set',
        description: 'Values of the feature that are compared; the most frequent ones of the reference when absent.',
      }),
    ),
    version: Type.Optional(
      versionName('Name of a version of the model; the rows that it predicted are compared with the whole reference.'),
    ),
  },
  {
    additionalProperties: false,
    description: 'The values of a feature, or a version of the model.',
    'x-kubernetes-validations': [
      { rule: 'has(self.feature) != has(self.version)', message: 'expected either feature or version' },
      { rule: '!has(self.values) || has(self.feature)', message: 'values requires feature', fieldPath: '.values' },
    ],
  },
);

/** `spec.drift.segments`: parts of the rows that are compared each with the same part of the reference. */
export const driftSegmentsSchema = Type.Array(segment, {
  maxItems: mostSegments,
  'x-kubernetes-list-type': 'atomic',
  description:
    'Parts of the rows that are compared with the same part of the reference, reported and alerted separately; at most 20 in all, with p-values corrected over all their columns.',
});
