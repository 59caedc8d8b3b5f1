import { problemKinds } from '../../problem.ts';
import { exactObject, type JsonSchema, schemaRef } from './jsonSchema.ts';

const text = (description: string): JsonSchema => ({ type: 'string', description });

const problemMembers = {
  type: {
    type: 'string',
    enum: Object.keys(problemKinds).map((kind) => `urn:modelmonitor:problem:${kind}`),
    description: 'Kind of problem.',
  },
  title: text('The kind as a sentence.'),
  status: {
    type: 'integer',
    enum: [...new Set(Object.values(problemKinds).map(({ status }) => status))],
    description: 'Status of the response.',
  },
  detail: text('The expected and the received value.'),
  'errors?': { type: 'array', maxItems: 20, items: schemaRef('RefusedValue'), description: 'Each refused value.' },
};

/** Problem details (RFC 9457), and those of the Open Inference Protocol, which expects the message under `error`. */
export const problemSchemas: Readonly<Record<string, JsonSchema>> = {
  RefusedValue: exactObject({
    pointer: text('JSON pointer into the body.'),
    'feature?': text('The feature.'),
    kind: { type: 'string', enum: Object.keys(problemKinds) },
    expected: text('The accepted values.'),
    got: text('The received value, shortened.'),
  }),
  Problem: exactObject(problemMembers, { description: 'Problem details (RFC 9457).' }),
  InferenceProblem: exactObject({ ...problemMembers, error: text('The detail again, where the protocol expects it.') }),
};
