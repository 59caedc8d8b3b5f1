import { podsBehind, sliceItem } from './slices.ts';

type Slice = Parameters<typeof sliceItem>[0];

const endpoint = (address: string, targetRef: object = { kind: 'Pod', namespace: 'models', name: 'wine-1' }) => ({
  addresses: [address],
  targetRef,
});
const slice = (changes: object = {}, { metadata = {} }: { metadata?: object } = {}): Slice =>
  ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      ...{ name: 'wine-pods-x1', namespace: 'models', uid: '1', resourceVersion: '1' },
      labels: { 'kubernetes.io/service-name': 'wine-pods' },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name: 'wine-pods', uid: '2', controller: true }],
      ...metadata,
    },
    addressType: 'IPv4',
    endpoints: [endpoint('10.0.0.1')],
    ports: [{ name: 'metrics', port: 9090 }],
    ...changes,
  }) as unknown as Slice;

const addresses = (item: Slice) => sliceItem(item).addresses;

test('addresses of pods, of both families', () => {
  expect(sliceItem(slice())).toMatchObject({ service: 'models/wine-pods', addresses: ['10.0.0.1:9090'] });
  expect(addresses(slice({ addressType: 'IPv6', endpoints: [endpoint('fd00::1')] }))).toEqual(['[fd00::1]:9090']);
});

test.each<{ name: string; item: Slice }>([
  { name: 'of another namespace', item: slice({ endpoints: [endpoint('10.0.0.1', { kind: 'Pod', namespace: 'other' })] }) },
  { name: 'of no pod', item: slice({ endpoints: [{ addresses: ['169.254.169.254'] }] }) },
  { name: 'of a node', item: slice({ endpoints: [endpoint('10.0.0.1', { kind: 'Node', namespace: 'models' })] }) },
  { name: 'that are names', item: slice({ addressType: 'FQDN', endpoints: [endpoint('evil.example.com')] }) },
  { name: 'at another port', item: slice({ ports: [{ name: 'metrics', port: 22 }] }) },
  { name: 'at a port of another name', item: slice({ ports: [{ name: 'http', port: 9090 }] }) },
  { name: 'of a slice without a Service', item: slice({}, { metadata: { ownerReferences: undefined } }) },
  {
    name: 'of a slice of another Service',
    item: slice({}, { metadata: { ownerReferences: [{ kind: 'Service', name: 'other', controller: true }] } }),
  },
  { name: 'of a slice without ports and endpoints', item: slice({ endpoints: null, ports: null }) },
])('addresses $name are not used', ({ item }) => {
  expect(addresses(item)).toEqual([]);
});

test('a pod with addresses of both families counts once, in whichever slice it is', () => {
  const first = sliceItem(slice({ endpoints: [endpoint('10.0.0.1'), endpoint('10.0.0.2')] }));
  const second = sliceItem(slice({ endpoints: [endpoint('10.0.0.2'), endpoint('10.0.0.3')] }));
  const other = sliceItem(slice({ addressType: 'IPv6', endpoints: [endpoint('fd00::1'), endpoint('fd00::2')] }));
  expect(podsBehind([first, second, other])).toBe(3);
  expect(podsBehind([])).toBe(0);
});

test('no more addresses than a monitor has pods', () => {
  expect(addresses(slice({ endpoints: Array(3000).fill(endpoint('10.0.0.1')) }))).toHaveLength(1250);
});
