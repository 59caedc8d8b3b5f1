import { createFieldSets, type FieldSet, ownsAll } from './fieldSets.ts';

/** A Deployment as it is applied. */
const applied = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'wine',
    namespace: 'models',
    labels: { app: 'wine' },
    ownerReferences: [{ apiVersion: 'x', kind: 'Shop', name: 'wine', uid: 'shop-1', controller: true }],
  },
  spec: {
    replicas: 2,
    template: {
      spec: {
        volumes: [{ name: 'tmp', emptyDir: {} }],
        containers: [{ name: 'main', args: ['a', 'b'], ports: [{ containerPort: 8000 }] }],
      },
    },
    finalizers: ['one'],
  },
};

/** What an API server writes of it. */
const text = JSON.stringify({
  'f:metadata': { 'f:labels': { 'f:app': {} }, 'f:ownerReferences': { 'k:{"uid":"shop-1"}': {} } },
  'f:spec': {
    'f:replicas': {},
    'f:template': {
      'f:spec': {
        'f:volumes': { 'k:{"name":"tmp"}': { '.': {}, 'f:emptyDir': {}, 'f:name': {} } },
        'f:containers': {
          'k:{"name":"main"}': {
            '.': {},
            'f:args': {},
            'f:name': {},
            'f:ports': { 'k:{"containerPort":8000,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} } },
          },
        },
      },
    },
    'f:finalizers': { 'v:"one"': {} },
  },
});

const fieldsOf = (changed: string): FieldSet => createFieldSets().of(changed, 'shop-1') ?? {};

test('a manager that owns every field it applied has them all as applied', () => {
  expect(ownsAll(fieldsOf(text), applied)).toBe(true);
});

test.each([
  { what: 'a number', path: '"f:replicas":{},' },
  { what: 'a label', path: '"f:app":{}', by: '"f:other":{}' },
  { what: 'an owner', path: 'shop-1', by: 'shop-2' },
  { what: 'a list as a whole', path: '"f:args":{},' },
  { what: 'a volume', path: 'k:{\\"name\\":\\"tmp\\"}', by: 'k:{\\"name\\":\\"other\\"}' },
  { what: 'what a volume is', path: '"f:emptyDir":{},' },
  { what: 'a port', path: '8000', by: '8001' },
  { what: 'an element of a set', path: 'v:\\"one\\"', by: 'v:\\"two\\"' },
])('another manager that took $what changed something', ({ path, by = '' }) => {
  expect(text).toContain(path);
  expect(ownsAll(fieldsOf(text.replace(path, by)), applied)).toBe(false);
});

test('objects of the same shape share a field set, whatever their owner', () => {
  const sets = createFieldSets();
  expect(sets.of(text, 'shop-1')).toBe(sets.of(text.replace('shop-1', 'shop-2'), 'shop-2'));
  expect(sets.of(text.replace('replicas', 'paused'), 'shop-1')).not.toBe(sets.of(text, 'shop-1'));
});

test.each([
  ['nothing', undefined],
  ['no JSON', '{"f:spec"'],
  ['too much', `{"f:${'x'.repeat(200_000)}":{}}`],
])('of %s there is none', (_, given) => {
  expect(createFieldSets().of(given, 'shop-1')).toBeUndefined();
});
