import { setTimeout as sleep } from 'node:timers/promises';
import { type TestNamespace, testMonitor, testNamespace } from '../../operator/src/testMonitor.ts';
import { installDefinitions } from '../../operator/src/testOperator.ts';
import { describeWithControlPlane } from '../../test/controlPlane/describeWithControlPlane.ts';
import { loadCredentials } from './credentials.ts';
import { linesOf } from './linesOf.ts';
import { listAll } from './listAll.ts';
import { metadataListOnly, metadataOnly } from './objectClient.ts';
import { streamAll } from './streamAll.ts';
import { createTransport, type Transport } from './transport.ts';

const count = 30;
const monitors = '/apis/modelmonitor.dev/v1alpha1/namespaces/streams/modelmonitors';
const metadata = { list: metadataListOnly, watch: metadataOnly };
const whole = { list: 'application/json', watch: 'application/json' };

const clock = {
  now: Date.now,
  monotonic: () => performance.now(),
  sleep: (milliseconds: number, signal?: AbortSignal) =>
    sleep(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};

await describeWithControlPlane('a list as the beginning of a watch', {}, (plane) => {
  let transport: Transport;
  let namespace: TestNamespace;

  beforeAll(async () => {
    await installDefinitions(plane(), { withPrometheus: false });
    namespace = await testNamespace(plane(), 'streams');
    await Promise.all(Array.from({ length: count }, (_, index) => namespace.create(testMonitor(`wine-${index}`))));
    transport = createTransport({
      credentials: loadCredentials(plane().kubeconfigPath),
      clock,
      random: Math.random,
      limit: { take: async () => undefined },
      meter: { begin: () => () => undefined },
    });
  }, 60_000);
  afterAll(() => transport?.close());

  const { signal } = new AbortController();
  const streamed = async (path: string, accept: typeof whole) => {
    const objects = new Map<string, unknown>();
    const take = ({ apiVersion: _apiVersion, kind: _kind, ...object }: { metadata: { name: string }; [field: string]: unknown }) =>
      void objects.set(object.metadata.name, object);
    const selection = { path, query: {}, accept, pageSize: 7 };
    const version = await streamAll(transport, selection, { take, drop: () => undefined, signal, clock });
    const streamedObjects = new Map(objects);
    objects.clear();
    await listAll(transport, selection, { take, signal });
    return { version, streamed: streamedObjects, paged: objects };
  };

  test.each([
    { what: 'custom resources', path: monitors, accept: whole, size: count },
    { what: 'metadata of custom resources', path: monitors, accept: metadata, size: count },
    { what: 'metadata of what is built in', path: '/api/v1/namespaces', accept: metadata, size: expect.any(Number) },
    { what: 'nothing', path: '/api/v1/namespaces/streams/services', accept: whole, size: 0 },
  ])('brings what pages bring: $what', async ({ path, accept, size }) => {
    const began = performance.now();
    const { streamed: objects, paged } = await streamed(path, accept);
    expect(objects).toEqual(paged);
    expect(objects.size).toEqual(size);
    // Also where nothing happens that would bring the bookmark with it.
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test('a watch goes on where it ends', async () => {
    const { version } = await streamed(monitors, metadata);
    await namespace.create(testMonitor('next'));
    const stream = await transport.stream({
      method: 'GET',
      path: monitors,
      query: { watch: '1', resourceVersion: version, timeoutSeconds: '5' },
      accept: metadataOnly,
    });
    for await (const line of linesOf(stream)) {
      expect(JSON.parse(line)).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'next' } } });
      return;
    }
    throw new Error('the watch told of nothing');
  });
});
