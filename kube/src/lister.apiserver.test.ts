import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithControlPlane } from '../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../test/controlPlane/eventually.ts';
import { listPages, listStream } from './lister.ts';
import { loadCredentials } from './loadCredentials.ts';
import { metadataListOnly, metadataOnly } from './objectClient.ts';
import { createTransport, type Transport } from './transport.ts';
import { openWatch } from './watchEvents.ts';

const count = 30;
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const things = '/apis/example.com/v1/namespaces/default/things';
const metadata = { list: metadataListOnly, watch: metadataOnly };
const whole = { list: 'application/json', watch: 'application/json' };

const schema = { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { text: { type: 'string' } } } } } };
const definition = {
  metadata: { name: 'things.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Thing', plural: 'things' },
    versions: [{ name: 'v1', served: true, storage: true, schema }],
  },
};
const thing = (name: string) => ({ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name }, spec: { text: 'x'.repeat(100) } });

const clock = {
  now: Date.now,
  monotonic: () => performance.now(),
  sleep: (milliseconds: number, signal?: AbortSignal) =>
    sleep(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};

await describeWithControlPlane('a list as the start of a watch', {}, (plane) => {
  let transport: Transport;
  const create = async (name: string) => expect((await plane().client.post(things, thing(name))).status).toBe(201);

  beforeAll(async () => {
    expect((await plane().client.post(definitions, definition)).status).toBe(201);
    await eventually('the kind', async () => (await plane().client.get(things)).status === 200);
    await Promise.all(Array.from({ length: count }, (_, index) => create(`thing-${index}`)));
    transport = createTransport({
      credentials: await loadCredentials(plane().kubeconfigPath),
      clock,
      random: Math.random,
      limit: { take: async () => undefined },
      meter: { begin: () => () => undefined },
      userAgent: 'tests',
    });
  }, 60_000);
  afterAll(() => transport?.close());

  const { signal } = new AbortController();
  const listBoth = async (path: string, accept: typeof whole) => {
    const objects = new Map<string, unknown>();
    const take = ({ apiVersion: _apiVersion, kind: _kind, ...object }: { metadata: { name: string }; [field: string]: unknown }) =>
      void objects.set(object.metadata.name, object);
    const selection = { path, query: {}, accept, pageSize: 7 };
    const version = await listStream(transport, selection, { take, drop: () => undefined, signal, clock });
    const streamed = new Map(objects);
    objects.clear();
    await listPages(transport, selection, { take, signal });
    return { version, streamed, paged: objects };
  };

  test.each([
    { what: 'custom resources', path: things, accept: whole, size: count },
    { what: 'metadata of custom resources', path: things, accept: metadata, size: count },
    { what: 'metadata of what is built in', path: '/api/v1/namespaces', accept: metadata, size: expect.any(Number) },
    { what: 'nothing', path: '/api/v1/namespaces/default/configmaps', accept: whole, size: 0 },
  ])('lists what pages list: $what', async ({ path, accept, size }) => {
    const startedAt = performance.now();
    const { streamed, paged } = await listBoth(path, accept);
    expect(streamed).toEqual(paged);
    expect(streamed.size).toEqual(size);
    // Also where no change would send the bookmark early.
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });

  test('a watch continues where it ends', async () => {
    const { version } = await listBoth(things, metadata);
    await create('next');
    const query = { watch: '1', resourceVersion: version, timeoutSeconds: '5' };
    for await (const event of await openWatch(transport, { path: things, query, accept: metadataOnly, signal })) {
      expect(event).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'next' } } });
      return;
    }
    throw new Error('the watch ended without an event');
  });
});
