import { modelMonitorSchema } from '../../schema/modelMonitor.ts';
import type { SchemaNode } from '../../validation/schemaNode.ts';
import { admissionPolicy } from './admissionPolicy.ts';
import { secretSamples } from './secretSamples.ts';
import { secretNames, secretUses } from './secretUses.ts';

const schema = modelMonitorSchema as unknown as SchemaNode;
const places = secretNames(schema, [])
  .map((path) => path.join('.'))
  .filter((path) => !path.endsWith('.webIdentity'));

test('every place of a Secret in the schema is in the policy, and has a sample that the API server is tested with', () => {
  const inPolicy = secretUses(schema).flatMap(({ list = [], path, names }) =>
    names.map((name) => [...list.map((member, index) => (index === list.length - 1 ? `${member}[]` : member)), ...path, ...name].join('.')),
  );
  expect(inPolicy.sort()).toEqual([...places].sort());
  expect(Object.keys(secretSamples('modelmonitor-a')).sort()).toEqual([...places].sort());
  expect(places.length).toBeGreaterThan(25);
});

test('whatever has a Secret in its name is a place, or contains one', () => {
  const others = membersOf(schema, '').filter((path) => /secret[^.]*$/i.test(path) && !places.some((place) => place.startsWith(path)));
  // Keys within a Secret.
  expect(others.filter((path) => !places.includes(`${path.slice(0, path.lastIndexOf('.'))}.name`))).toEqual([]);
});

test.each<{ name: string; properties: Record<string, SchemaNode>; expected: string[] }>([
  { name: 'a text', properties: { tls: { properties: { secretName: { type: 'string' } } } }, expected: ['a.b.c.tls.secretName'] },
  { name: 'a list of names', properties: { pullSecrets: { items: { type: 'string' } } }, expected: ['a.b.c.pullSecrets[]'] },
  {
    name: 'a list of objects',
    properties: { env: { items: { properties: { secretKeyRef: { properties: { name: { type: 'string' } } } } } } },
    expected: ['a.b.c.env[].secretKeyRef.name'],
  },
])('$name is a place', ({ properties, expected }) => {
  const node = { properties: { a: { properties: { b: { properties: { c: { properties } } } } } } };
  expect(secretNames(node, []).map((path) => path.join('.'))).toEqual(expected);
});

test('every account of pods is in the policy', () => {
  const accounts = membersOf(schema, '').filter((path) => path.endsWith('.serviceAccountName'));
  const expressions = admissionPolicy({ namespace: 'a', account: 'b' }).validations.map(({ expression }) => expression);
  expect(accounts).toHaveLength(2);
  for (const path of accounts) expect(expressions.filter((expression) => expression.includes(path.replaceAll('.', '.?')))).toHaveLength(2);
});

test('a Secret in a list within a list, or in a map, is an error of the generator', () => {
  const secret = { properties: { secretRef: { properties: { name: { type: 'string' } } } } };
  const lists = { properties: { a: { items: { properties: { b: { items: secret } } } } } };
  expect(() => secretUses(lists)).toThrow('expected Secrets in one list at most, got a[].b[].secretRef.name');
  expect(() => secretUses({ properties: { a: { additionalProperties: secret } } })).toThrow('expected no Secrets in a map, got a');
});

test('the questions to the authorizer stay within the limits of a policy and of an expression', () => {
  const { variables, validations } = admissionPolicy({ namespace: 'a', account: 'b' });
  const questions = [...variables, ...validations].map(({ expression }) => expression.split('.check(').length - 1);
  expect(Math.max(...questions) * 350_000).toBeLessThanOrEqual(1_000_000);
  // A fifth is left for everything else.
  expect(questions.reduce((sum, count) => sum + count, 0) * 350_000).toBeLessThanOrEqual(8_000_000);
});

function membersOf(node: SchemaNode, path: string): string[] {
  const inner = Object.entries(node.properties ?? {}).flatMap(([member, value]) => {
    const at = `${path === '' ? '' : `${path}.`}${member}`;
    return [at, ...membersOf(value, at)];
  });
  return [...inner, ...(node.items === undefined ? [] : membersOf(node.items, `${path}[]`))];
}
