import type { SchemaNode } from '../validation/schemaNode.ts';
import { modelMonitorSchema } from './modelMonitor.ts';

/** Every node of the schema with its path. */
function nodesOf(node: SchemaNode, path = ''): { path: string; node: SchemaNode }[] {
  const children = [
    ...Object.entries(node.properties ?? {}).map(([name, child]) => ({ child, path: `${path}.${name}` })),
    ...(node.items === undefined ? [] : [{ child: node.items, path: `${path}[]` }]),
    ...(typeof node.additionalProperties === 'object' ? [{ child: node.additionalProperties, path: `${path}.*` }] : []),
  ];
  return [{ path, node }, ...children.flatMap((one) => nodesOf(one.child, one.path))];
}

const nodes = nodesOf(modelMonitorSchema as unknown as SchemaNode);
const pathsWhere = (wrong: (node: SchemaNode) => boolean) => nodes.filter(({ node }) => wrong(node)).map(({ path }) => path);
const rules = nodes.flatMap(({ path, node }) => (node['x-kubernetes-validations'] ?? []).map((rule) => ({ path, node, ...rule })));
const expressions = rules.flatMap(({ path, rule, messageExpression }) =>
  [rule, messageExpression].filter((text) => text !== undefined).map((text) => ({ path, text })),
);

test('every field is described', () => {
  expect(nodes.length).toBeGreaterThan(150);
  expect(pathsWhere(({ description }) => description === undefined || !/^\S.*[.0-9A-Za-z]$/.test(description))).toEqual([]);
});

test('every object names its fields, is a bounded map, or is listed as free', () => {
  const free = pathsWhere(({ type, properties, additionalProperties }) => type === 'object' && !properties && !additionalProperties);
  expect(free).toEqual(['.spec.serving.podTemplate.affinity', '.spec.drift.podTemplate.affinity', '.status']);
  expect(pathsWhere(({ properties, additionalProperties }) => properties !== undefined && additionalProperties !== false)).toEqual([]);
});

// The API server refuses a rule whose estimated cost is unbounded.
test('every list, map and text of spec is bounded', () => {
  const unbounded = (node: SchemaNode) =>
    (node.type === 'array' && node.maxItems === undefined) ||
    (typeof node.additionalProperties === 'object' && node.maxProperties === undefined) ||
    (node.type === 'string' && !node.maxLength && !node.enum);
  expect(pathsWhere(unbounded).filter((path) => path.startsWith('.spec'))).toEqual([]);
});

test('every number has a smallest and a largest value, except the bounds of a feature', () => {
  const open = pathsWhere(({ type, maximum }) => (type === 'number' || type === 'integer') && maximum === undefined);
  expect(open).toEqual(['.spec.model.features[].range.min', '.spec.model.features[].range.max']);
});

test('below spec, no keyword is used that a Kubernetes structural schema refuses', () => {
  const refused = ['$ref', 'anyOf', 'allOf', 'oneOf', 'not', 'const', 'patternProperties', 'uniqueItems', 'propertyNames'];
  const below = nodes.filter(({ path }) => path.startsWith('.spec'));
  expect(below.filter(({ node }) => refused.some((keyword) => keyword in node)).map(({ path }) => path)).toEqual([]);
});

test('patterns need nothing that RE2, the syntax of the API server, lacks', () => {
  expect(pathsWhere(({ pattern }) => pattern !== undefined && /\(\?[=!<]|\\[1-9]/.test(pattern))).toEqual([]);
});

test('keys of list maps are required, entries of sets are texts', () => {
  const wrong = pathsWhere(({ 'x-kubernetes-list-type': listType, 'x-kubernetes-list-map-keys': keys = [], items }) => {
    if (listType === 'map') return keys.length === 0 || !keys.every((key) => items?.required?.includes(key));
    return listType === 'set' && items?.type !== 'string';
  });
  expect(wrong).toEqual([]);
  expect(pathsWhere((node) => node.type === 'array' && node['x-kubernetes-list-type'] === undefined)).toEqual([]);
});

describe('rules', () => {
  // The macros and functions of CEL, and `sum` and `format` of Kubernetes' list and string libraries.
  const functions = ['all', 'endsWith', 'exists', 'filter', 'format', 'has', 'map', 'matches', 'size', 'startsWith', 'sum'];

  test('call only functions of the API server', () => {
    expect(rules.length).toBeGreaterThan(20);
    const called = expressions.flatMap(({ text }) => [...text.replaceAll(/'[^']*'/g, '').matchAll(/(\w+)\(/g)].map(([, name]) => name));
    expect(called.filter((name) => !functions.includes(name ?? ''))).toEqual([]);
  });

  test('read only fields that exist, of self and oldSelf', () => {
    for (const { node, rule, messageExpression = '' } of rules) {
      for (const [, path = ''] of `${rule} ${messageExpression}`.matchAll(/\b(?:self|oldSelf)((?:\.\w+\b(?!\())+)/g)) {
        expect({ rule, field: fieldAt(node, path) }).toEqual({ rule, field: expect.anything() });
      }
    }
  });

  test('use has() for optional fields only, and read those only behind has()', () => {
    for (const { node, rule } of rules) {
      const optional = Object.keys(node.properties ?? {}).filter((name) => !node.required?.includes(name));
      const guarded = [...rule.matchAll(/has\(self\.(\w+)\)/g)].map(([, name]) => name);
      const read = [...rule.replaceAll(/has\([^)]*\)/g, '').matchAll(/\bself\.(\w+)\b(?!\()/g)].map(([, name]) => name ?? '');
      expect(optional).toEqual(expect.arrayContaining(guarded));
      expect(guarded).toEqual(expect.arrayContaining(read.filter((name) => optional.includes(name))));
    }
  });

  test('point to fields that exist', () => {
    for (const { node, fieldPath } of rules.filter((rule) => rule.fieldPath !== undefined)) {
      expect({ fieldPath, field: fieldAt(node, fieldPath ?? '') }).toEqual({ fieldPath, field: expect.anything() });
    }
  });
});

function fieldAt(node: SchemaNode, path: string): SchemaNode | undefined {
  return path
    .split('.')
    .slice(1)
    .reduce<SchemaNode | undefined>((at, name) => at?.properties?.[name], node);
}
