import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCertificateAuthority } from '../../test/controlPlane/certificateAuthority.ts';
import type { Clock } from './clock.ts';
import { createLister } from './lister.ts';
import { createTransport, type Transport } from './transport.ts';

const authority = createCertificateAuthority('a test', new Date());
const { certificate: cert, key } = authority.issue({ commonName: 'server', addresses: ['127.0.0.1'] });

/** How the server responds to a stream; it always serves pages. */
let streams: (response: ServerResponse) => void;
let requests: string[] = [];
let queries: URLSearchParams[] = [];

const server = createServer({ cert, key }, ({ url = '' }: IncomingMessage, response) => {
  const { searchParams } = new URL(url, 'https://any');
  queries.push(searchParams);
  requests.push(searchParams.has('watch') ? 'stream' : 'page');
  if (searchParams.has('watch')) streams(response);
  else response.end(JSON.stringify({ metadata: { resourceVersion: '90' }, items: [object('of a page')] }));
});
let transport: Transport;

const object = (name: string, metadata = {}) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata } });
const event = (type: string, of: unknown) => `${JSON.stringify({ type, object: of })}\n`;
const end = event('BOOKMARK', object('', { resourceVersion: '70', annotations: { 'k8s.io/initial-events-end': 'true' } }));
const failure = (code: number) => event('ERROR', { kind: 'Status', code, message: `it is ${code}` });

const clockOf = (speed: number): Clock => ({
  now: Date.now,
  monotonic: () => performance.now() * speed,
  sleep: (milliseconds, signal) => sleep(milliseconds / speed, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
});

interface TestClock extends Clock {
  readonly hurry?: () => void;
  readonly slowDown?: () => void;
}

/** A clock that runs a hundred times as fast between `hurry` and `slowDown`: before and after, requests may take their time on a busy machine. */
const hurriedClock = (): TestClock => {
  let [speed, virtual, since] = [1, 0, performance.now()];
  const monotonic = () => virtual + (performance.now() - since) * speed;
  const runAt = (next: number) => {
    [virtual, since, speed] = [monotonic(), performance.now(), next];
  };
  return {
    now: Date.now,
    monotonic,
    sleep: async (milliseconds, signal) => {
      const end = monotonic() + milliseconds;
      while (monotonic() < end && signal?.aborted !== true) await sleep(5);
    },
    hurry: () => runAt(100),
    slowDown: () => runAt(1),
  };
};

/** A clock that advances a second with every reading, however busy the machine is. */
const steppingClock = (): TestClock => {
  let seconds = 0;
  return { ...clockOf(1000), monotonic: () => ++seconds * 1000 };
};

/** Lists, and returns the names as text. */
const listing = (clock = clockOf(1)) => {
  const selection = { path: '/api/v1/configmaps', query: { labelSelector: 'a=b' }, accept: { list: '', watch: '' }, pageSize: 500 };
  const lister = createLister(transport, selection, clock);
  return async (signal = new AbortController().signal) => {
    const names = new Set<string>();
    const version = await lister({
      begin: () => names.clear(),
      take: ({ metadata: { name } }) => void names.add(name),
      drop: ({ metadata: { name } }) => void names.delete(name),
      signal,
    });
    return `${[...names]} at ${version}`;
  };
};

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  transport = createTransport({
    credentials: {
      server: `https://127.0.0.1:${port}`,
      namespace: undefined,
      read: async () => ({ digest: '', tls: { ca: authority.certificate }, headers: {}, proxy: undefined }),
    },
    clock: { now: Date.now, monotonic: () => performance.now(), sleep: (milliseconds) => sleep(milliseconds) },
    random: Math.random,
    limit: { take: async () => undefined },
    meter: { begin: () => () => undefined },
    userAgent: 'tests',
  });
});

beforeEach(() => {
  [requests, queries] = [[], []];
});

afterAll(async () => {
  await transport.close();
  server.closeAllConnections();
  server.close();
});

test('existing objects come as the start of a watch, up to the bookmark after them', async () => {
  streams = (response) => {
    response.write(event('ADDED', object('a')) + event('ADDED', object('b')) + event('MODIFIED', object('b')));
    // What follows belongs to the watch.
    response.write(event('DELETED', object('a')) + event('ADDED', object('c')) + end + event('ADDED', object('late')));
  };
  const list = listing();
  expect(await list()).toBe('b,c at 70');
  expect(await list()).toBe('b,c at 70');
  expect(requests).toEqual(['stream', 'stream']);
  expect(Object.fromEntries(queries[0] ?? [])).toEqual({
    labelSelector: 'a=b',
    watch: '1',
    sendInitialEvents: 'true',
    resourceVersionMatch: 'NotOlderThan',
    allowWatchBookmarks: 'true',
  });
});

test('an empty list is a bookmark', async () => {
  streams = (response) => response.write(end);
  expect(await listing()()).toBe(' at 70');
});

test.each([
  {
    how: 'refuses the parameters',
    stream: (response: ServerResponse) => response.writeHead(422).end('{"kind":"Status","message":"sendInitialEvents is forbidden"}'),
  },
  {
    how: 'sends an ordinary watch',
    stream: (response: ServerResponse) => response.write(event('ADDED', object('since deleted')) + event('BOOKMARK', object(''))),
  },
])('an API server that $how is listed page by page at once, and from then on', async ({ stream }) => {
  streams = stream;
  const list = listing();
  expect(await list()).toBe('of a page at 90');
  expect(await list()).toBe('of a page at 90');
  expect(requests).toEqual(['stream', 'page', 'page']);
});

const endless = (response: ServerResponse) => {
  const timer = setInterval(() => response.write(event('MODIFIED', object('busy'))), 1);
  response.on('close', () => clearInterval(timer));
};

test.each([
  { how: 'reports that the version is gone', stream: (response: ServerResponse) => response.write(failure(410)), why: { kind: 'gone' } },
  { how: 'reports a failure', stream: (response: ServerResponse) => response.write(failure(500)), why: { kind: 'server' } },
  {
    how: 'ends before the bookmark',
    stream: (response: ServerResponse) => response.end(event('ADDED', object('a'))),
    why: { kind: 'unreachable' },
  },
  {
    how: 'breaks off',
    stream: (response: ServerResponse) => response.write(event('ADDED', object('a')), () => response.destroy()),
    why: { kind: 'unreachable' },
  },
  { how: 'is no JSON', stream: (response: ServerResponse) => response.write('<html>\n'), why: { name: 'SyntaxError' } },
  {
    how: 'stops sending',
    stream: (response: ServerResponse) => response.write(event('ADDED', object('a'))),
    why: { kind: 'unreachable', message: expect.stringContaining('arrived for 10 s') },
    clock: hurriedClock(),
  },
  {
    how: 'never starts',
    stream: () => undefined,
    why: { kind: 'unreachable', message: expect.stringContaining('arrived for 10 s') },
    clock: hurriedClock(),
  },
  {
    how: 'does not end',
    stream: endless,
    why: { kind: 'unreachable', message: expect.stringContaining('did not end within 120 s') },
    clock: steppingClock(),
  },
])('after a stream that $how the next list is paged, and the one after it a stream again', async ({ stream, why, clock }) => {
  streams = (response) => {
    clock?.hurry?.();
    stream(response);
  };
  const list = listing(clock);
  await expect(list()).rejects.toMatchObject(why);
  clock?.slowDown?.();
  expect(await list()).toBe('of a page at 90');
  streams = (response) => response.write(event('ADDED', object('a')) + end);
  expect(await list()).toBe('a at 70');
  expect(requests).toEqual(['stream', 'page', 'stream']);
});

test('the event loop is not held up when objects come faster than they are taken', async () => {
  const count = 30;
  const names = Array.from({ length: count }, (_, index) => `object-${index}`);
  streams = (response) => response.write(names.map((name) => event('ADDED', object(name))).join('') + end);
  const slept: number[] = [];
  let at = 0;
  // Taking an object takes a millisecond of this clock.
  const slow: Clock = {
    ...clockOf(1),
    monotonic: () => ++at,
    sleep: (milliseconds, signal) => {
      slept.push(milliseconds);
      return clockOf(1).sleep(milliseconds, signal);
    },
  };
  expect(await listing(slow)()).toBe(`${names} at 70`);
  expect(slept.filter((milliseconds) => milliseconds === 0)).toHaveLength(count / 2);
});

test('a list that is no longer needed ends as such', async () => {
  const controller = new AbortController();
  streams = (response) => response.write(event('ADDED', object('a')), () => controller.abort());
  await expect(listing()(controller.signal)).rejects.toThrow('aborted');
});
