import { celEvaluator, celValue } from './celRules.ts';
import type { SchemaNode } from './schemaNode.ts';

const schema: SchemaNode = {
  type: 'object',
  properties: { rows: { type: 'integer' }, share: { type: 'number' }, list: { type: 'array', items: { type: 'integer' } } },
};

test.each<{ name: string; value: unknown; schema?: SchemaNode; expected: Readonly<Record<string, unknown>> }>([
  { name: 'an integer field is an int', value: { rows: 3 }, expected: { rows: 3n } },
  { name: 'a number field is a double, also when it is whole', value: { share: 3 }, expected: { share: 3 } },
  { name: 'a fraction in an integer field stays what it is', value: { rows: 3.5 }, expected: { rows: 3.5 } },
  { name: 'entries of a list follow its schema', value: { list: [1, 2] }, expected: { list: [1n, 2n] } },
  {
    name: 'values of a map follow its schema',
    value: { a: 1 },
    schema: { additionalProperties: { type: 'integer' } },
    expected: { a: 1n },
  },
  { name: 'without a schema nothing is an int', value: { other: [1] }, expected: { other: [1] } },
  { name: 'an inherited name is no field', value: { constructor: 1 }, expected: { constructor: 1 } },
])('$name', ({ value, schema: own = schema, expected }) => {
  expect(celValue(value, own)).toEqual(new Map(Object.entries(expected)));
});

const check = celEvaluator();

test.each<{ name: string; rule: string; self: unknown; holds: boolean }>([
  { name: 'whole numbers divide as ints', rule: 'self.rows / 2 == 1', self: { rows: 3 }, holds: true },
  { name: 'doubles divide as doubles', rule: 'self.share / 2.0 == 1.5', self: { share: 3 }, holds: true },
  { name: 'doubles compare with whole literals', rule: 'self.share >= 3', self: { share: 3 }, holds: true },
  { name: 'ints of a list sum', rule: 'self.list.sum() == 6', self: { list: [1, 2, 3] }, holds: true },
  { name: 'an empty list sums to nothing', rule: 'self.list.sum() == 0', self: { list: [] }, holds: true },
  {
    name: 'a field constructor is one like others',
    rule: "self.all(name, name in ['constructor', 'rows'])",
    self: { constructor: 1, rows: 2 },
    holds: true,
  },
  { name: 'has() finds own fields only', rule: 'has(self.rows) && !has(self.toString)', self: { rows: 2 }, holds: true },
  { name: 'a broken rule gives its message', rule: 'self.rows == 4', self: { rows: 3 }, holds: false },
])('$name', ({ rule, self, holds }) => {
  const found = check({ rule, message: 'broken', fieldPath: '.rows' }, { self: celValue(self, schema) }, ['spec']);
  expect(found).toEqual(holds ? undefined : { path: 'spec.rows', keys: ['spec', 'rows'], message: 'broken' });
});
