import { customResourceDefinition } from './customResourceDefinition.ts';
import { printerColumns } from './printerColumns.ts';
import type { StructuralSchema } from './structuralSchema.ts';

const definition = customResourceDefinition();
const [version] = definition.spec.versions;
const schema = version?.schema.openAPIV3Schema as StructuralSchema;

test('names the resource as its users know it', () => {
  expect(definition.metadata.name).toBe('modelmonitors.modelmonitor.dev');
  expect(definition.spec).toMatchObject({
    group: 'modelmonitor.dev',
    scope: 'Namespaced',
    names: { kind: 'ModelMonitor', listKind: 'ModelMonitorList', plural: 'modelmonitors', singular: 'modelmonitor', shortNames: ['mm'] },
    versions: [{ name: 'v1alpha1', served: true, storage: true }],
  });
});

test('every field is described', () => {
  const nodes = nodesOf(schema).filter(({ path }) => path !== '.metadata');
  expect(nodes.length).toBeGreaterThan(180);
  expect(nodes.filter(({ node }) => !/^\S.*[.…]$/.test(node.description ?? '')).map(({ path }) => path)).toEqual([]);
});

// `kubectl apply` keeps what was applied in an annotation, and all annotations together have at most 256 KiB.
test('is small enough for kubectl apply', () => {
  expect(JSON.stringify(definition).length).toBeLessThan(200_000);
});

test('columns and the scale subresource read fields that exist', () => {
  const { scale } = version?.subresources ?? {};
  const paths = [...printerColumns.map(({ jsonPath }) => jsonPath), ...Object.values(scale ?? {})];
  for (const path of paths.filter((one) => !one.startsWith('.metadata'))) {
    expect({ path, field: fieldAt(path) }).toEqual({ path, field: expect.objectContaining({ type: expect.any(String) }) });
  }
});

function nodesOf(node: StructuralSchema, path = ''): { path: string; node: StructuralSchema }[] {
  const children = [
    ...Object.entries(node.properties ?? {}).map(([name, child]) => ({ child, at: `${path}.${name}` })),
    ...(node.items === undefined ? [] : [{ child: node.items, at: `${path}[]` }]),
    ...(node.additionalProperties === undefined ? [] : [{ child: node.additionalProperties, at: `${path}.*` }]),
  ];
  return [{ path, node }, ...children.flatMap(({ child, at }) => nodesOf(child, at))];
}

function fieldAt(jsonPath: string): StructuralSchema | undefined {
  const names = jsonPath
    .replaceAll(/\[[^\]]*\]/g, '.items')
    .split('.')
    .slice(1);
  return names.reduce<StructuralSchema | undefined>((at, name) => (name === 'items' ? at?.items : at?.properties?.[name]), schema);
}
