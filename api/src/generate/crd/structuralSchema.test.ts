import type { SchemaNode } from '../../validation/schemaNode.ts';
import { structuralSchema } from './structuralSchema.ts';

test.each<{ name: string; node: SchemaNode; schema: object }>([
  {
    name: 'an open bound stands beside its number',
    node: { type: 'number', exclusiveMinimum: 0, maximum: 1, description: 'Share.' },
    schema: { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 1, description: 'Share. Above 0 up to 1.' },
  },
  {
    name: 'what a text must be is described',
    node: { type: 'string', pattern: '^[a-z]+$', 'x-expected': 'letters', description: 'Name.' },
    schema: { type: 'string', pattern: '^[a-z]+$', description: 'Name. Must be letters.' },
  },
  {
    name: 'a default is described, and values where kubectl would cut them',
    node: { type: 'string', enum: ['a', 'b', 'c', 'd', 'e'], default: 'a' },
    schema: { type: 'string', enum: ['a', 'b', 'c', 'd', 'e'], default: 'a', description: 'One of a, b, c, d, e. Default: a.' },
  },
  {
    name: 'few values are left to kubectl',
    node: { type: 'string', enum: ['a', 'b'], description: 'One.' },
    schema: { type: 'string', enum: ['a', 'b'], description: 'One.' },
  },
  {
    name: 'unknown fields get no keyword, and a field with a default is not required',
    node: {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'boolean', default: false } },
      required: ['a', 'b'],
      additionalProperties: false,
    },
    schema: {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'boolean', default: false, description: 'Default: false.' } },
      required: ['a'],
    },
  },
  {
    name: 'a default contains the defaults of its fields',
    node: {
      type: 'object',
      default: { own: 1 },
      properties: {
        own: { type: 'integer', default: 2 },
        absent: { type: 'string' },
        inner: { type: 'object', default: {}, properties: { list: { type: 'array', default: [], items: { type: 'string' } } } },
      },
    },
    schema: {
      type: 'object',
      default: { own: 1, inner: { list: [] } },
      properties: {
        own: { type: 'integer', default: 2, description: 'Default: 2.' },
        absent: { type: 'string' },
        inner: {
          type: 'object',
          default: { list: [] },
          properties: { list: { type: 'array', default: [], items: { type: 'string' }, description: 'Default: [].' } },
        },
      },
    },
  },
  {
    name: 'maps, lists and rules stay',
    node: {
      type: 'object',
      additionalProperties: { type: 'array', maxItems: 2, 'x-kubernetes-list-type': 'set', items: { type: 'string', exclusiveMinimum: 1 } },
      maxProperties: 3,
      'x-kubernetes-validations': [{ rule: 'true', message: 'never' }],
    },
    schema: {
      type: 'object',
      additionalProperties: {
        type: 'array',
        maxItems: 2,
        'x-kubernetes-list-type': 'set',
        items: { type: 'string', minimum: 1, exclusiveMinimum: true, description: 'Above 1.' },
        description: 'At most 2 entries. No entry twice. Entries: Above 1.',
      },
      maxProperties: 3,
      'x-kubernetes-validations': [{ rule: 'true', message: 'never' }],
      description: 'At most 3 fields.',
    },
  },
])('$name', ({ node, schema }) => {
  expect(structuralSchema(node)).toEqual(schema);
});

test.each<{ name: string; node: object; message: string }>([
  {
    name: 'a keyword that would be lost',
    node: { type: 'string', const: 'a', description: 'One.' },
    message: 'expected a type and keywords of a structural schema, got const at "One."',
  },
  {
    name: 'a node without a type',
    node: { enum: ['a'] },
    message: 'expected a type and keywords of a structural schema, got no type at ""',
  },
])('refuses $name', ({ node, message }) => {
  expect(() => structuralSchema({ type: 'object', properties: { a: node as SchemaNode } })).toThrow(message);
});
