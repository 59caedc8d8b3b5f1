import { type ChildItem, withSharedParts } from './children.ts';

const item = (name: string, parts: Partial<ChildItem> = {}): ChildItem => ({
  key: `service/models/${name}`,
  kind: 'service',
  name,
  namespace: 'models',
  uid: `uid-${name}`,
  resourceVersion: '7',
  monitor: 'models/wine',
  generation: undefined,
  deleting: false,
  owners: [{ apiVersion: 'modelmonitor.dev/v1alpha1', kind: 'ModelMonitor', name: 'wine', uid: 'uid', controller: true }],
  labels: { team: 'wine' },
  annotations: { name: 'wine' },
  ...parts,
});

describe('shared parts of items', () => {
  test('an object stays what it is', () => {
    const other = item('b', { owners: [], labels: { team: 'beer' }, annotations: {} });
    expect(withSharedParts(item('a'), [other, item('c')])).toEqual(item('a'));
    expect(withSharedParts(item('a'), [])).toEqual(item('a'));
  });

  test.each(['owners', 'labels', 'annotations'] as const)('equal %s are held once', (name) => {
    const [other, sibling] = [item('b', { owners: [], labels: {}, annotations: {} }), item('c')];
    expect(withSharedParts(item('a'), [other, sibling])[name]).toBe(sibling[name]);
  });

  test.each([
    { name: 'owners', parts: { owners: [{ ...(item('a').owners[0] as ChildItem['owners'][number]), controller: false }] } },
    { name: 'labels', parts: { labels: { team: 'wine', more: '' } } },
    { name: 'annotations', parts: { annotations: {} } },
  ] as const)('other $name are not', ({ name, parts }) => {
    const mine = item('a', parts);
    expect(withSharedParts(mine, [item('b')])[name]).toBe(mine[name]);
  });
});
