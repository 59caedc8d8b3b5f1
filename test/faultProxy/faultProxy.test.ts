import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect as connectTcp, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type TLSSocket } from 'node:tls';
import { createCertificateAuthority } from '../controlPlane/certificateAuthority.ts';
import { eventually, eventuallySteady } from '../controlPlane/eventually.ts';
import { kubeconfig } from '../controlPlane/kubeconfig.ts';
import type { Fault } from './fault.ts';
import { type FaultProxy, startFaultProxy } from './faultProxy.ts';

const authority = createCertificateAuthority('a test', new Date());
const directory = mkdtempSync(join(tmpdir(), 'modelmonitor-proxy-test-'));
const event = `{"type":"MODIFIED","object":"${'x'.repeat(50)}"}\n`;

/** Stands in for the API server: it responds with the user, and its watches send an event every 20 ms. */
const arrived: string[] = [];
const watches = new Set<ServerResponse>();
const { certificate: cert, key } = authority.issue({ commonName: 'server', addresses: ['127.0.0.1'] });
const server = createServer({ cert, key, ca: authority.certificate, requestCert: true }, (request: IncomingMessage, response) => {
  arrived.push(`${request.method} ${request.url}`);
  if (request.url?.includes('watch=1') === true) {
    response.writeHead(200);
    watches.add(response.on('close', () => watches.delete(response)));
  } else {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate();
    response.end(JSON.stringify({ user: subject.CN, padding: 'x'.repeat(1000) }));
  }
});
const talking = setInterval(() => {
  for (const watch of watches) watch.write(event);
}, 20);

let proxy: FaultProxy;

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const path = join(directory, 'kubeconfig.json');
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = authority.issue({ commonName: 'ada' });
  writeFileSync(path, kubeconfig({ url, certificateAuthority: authority.certificate, credentials }));
  proxy = await startFaultProxy({ kubeconfigPath: path });
});

beforeEach(() => void arrived.splice(0));

afterAll(async () => {
  clearInterval(talking);
  await proxy.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(directory, { recursive: true, force: true });
});

/** One connection, and what it received. */
interface Caller {
  readonly socket: TLSSocket;
  /** The connection below the encryption. */
  readonly raw: Socket;
  text(): string;
  /** `end` or the code of an error, once the connection is over. */
  over(): string | undefined;
  send(method: string, path: string): void;
}

async function caller(): Promise<Caller> {
  const raw = connectTcp(proxy.port, '127.0.0.1');
  const socket = connect({ socket: raw, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
  let text = '';
  let over: string | undefined;
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const markOver = (how: string | undefined) => {
    over ??= how;
  };
  socket.on('end', () => markOver('end')).on('error', ({ code }: NodeJS.ErrnoException) => markOver(code));
  raw.on('error', () => undefined);
  await once(socket, 'secureConnect');
  return {
    socket,
    raw,
    text: () => text,
    over: () => over,
    send: (method, path) => void socket.write(`${method} ${path} HTTP/1.1\r\nHost: proxy\r\nContent-Length: 0\r\n\r\n`),
  };
}

/** The response to one request, and how the connection ended. */
async function request(method: string, path: string, fault?: Fault): Promise<{ text: string; over: string | undefined }> {
  const heal = fault === undefined ? () => undefined : proxy.inject(fault);
  const { socket, send, text, over } = await caller();
  send(method, path);
  await eventually('an answer', () => over() ?? /\r\n\r\n[\s\S]*(\}|\r\n0\r\n\r\n)$/.test(text()));
  heal();
  socket.destroy();
  return { text: text(), over: over() };
}

const get = '/api/v1/pods';
const watch = '/api/v1/pods?watch=1';

test('sends requests on with its own credentials, and records them', async () => {
  const { text } = await request('PATCH', `${get}/one?fieldManager=tests`);
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*"user":"ada"/);
  expect(proxy.writes().at(-1)).toMatchObject({ method: 'PATCH', path: `${get}/one`, fieldManager: 'tests', status: 200, watch: false });
  await request('PUT', '/apis/coordination.k8s.io/v1/namespaces/a/leases/b');
  expect(proxy.writes().at(-1)).toMatchObject({ method: 'PATCH' });
});

const faults: readonly { name: string; method?: string; path?: string; fault: Fault; text: RegExp; over?: string; arrives: boolean }[] = [
  {
    name: 'an answer of 429',
    fault: { does: { answer: 429, retryAfterSeconds: 2 } },
    text: /^HTTP\/1\.1 429 [\s\S]*Retry-After: 2[\s\S]*"code":429/,
    arrives: false,
  },
  { name: 'an answer of 500 to a POST', method: 'POST', fault: { does: { answer: 500 } }, text: /^HTTP\/1\.1 500 /, arrives: false },
  { name: 'a reset before', fault: { does: { reset: 'before' } }, text: /^$/, over: 'ECONNRESET', arrives: false },
  {
    name: 'a reset after',
    fault: { does: { reset: 'after' } },
    text: /^HTTP\/1\.1 200 OK[\s\S]*\r\n\r\n$|^$/,
    over: 'ECONNRESET',
    arrives: true,
  },
  {
    name: 'a reset within',
    fault: { does: { reset: 'within' } },
    text: /"user":"ada","padding":"x+$|^$/,
    over: 'ECONNRESET',
    arrives: true,
  },
  {
    name: 'an error in a watch',
    path: watch,
    fault: { does: { streamError: 410 } },
    text: /200 OK[\s\S]*"type":"ERROR"[\s\S]*"code":410/,
    arrives: false,
  },
  {
    name: 'the end of a watch',
    path: watch,
    fault: { does: { endAfterMilliseconds: 100 } },
    text: /"MODIFIED"[\s\S]*x"\}\n\r\n0\r\n\r\n$/,
    arrives: true,
  },
  {
    name: 'its end in a line',
    path: watch,
    fault: { does: { endAfterMilliseconds: 50, midLine: true } },
    text: /:"x*\r\n0\r\n\r\n$/,
    arrives: true,
  },
  { name: 'a fault of other methods', fault: { methods: ['PUT'], does: { answer: 500 } }, text: /"user":"ada"/, arrives: true },
  { name: 'a fault of other paths', fault: { path: /nodes/, does: { answer: 500 } }, text: /"user":"ada"/, arrives: true },
  { name: 'a fault of watches', fault: { watch: true, does: { answer: 500 } }, text: /"user":"ada"/, arrives: true },
];

test.each(faults)('$name', async ({ method = 'GET', path = get, fault, text, over, arrives }) => {
  const answer = await request(method, path, fault);
  expect(answer).toEqual({ text: expect.stringMatching(text), over });
  expect(arrived.length).toBe(arrives ? 1 : 0);
});

test('a share of the requests fails, evenly spread', async () => {
  const heal = proxy.inject({ share: 0.3, does: { answer: 503 } });
  const statuses: string[] = [];
  for (let at = 0; at < 10; at++) statuses.push((await request('GET', get)).text.slice(9, 12));
  heal();
  expect(statuses.map((status) => (status === '503' ? 'x' : '.')).join('')).toBe('...x..x..x');
});

test('a delay', async () => {
  const startedAt = performance.now();
  await request('GET', get, { does: { delayMilliseconds: 200 } });
  expect(performance.now() - startedAt).toBeGreaterThan(190);
});

test('a watch is forwarded as it arrives, and is silent without an end while the network is held', async () => {
  const { send, text, over, socket } = await caller();
  send('GET', watch);
  await eventually('two events', () => text().split('MODIFIED').length > 2);
  proxy.hold();
  const before = await eventuallySteady('silence', () => text().length, { everyMilliseconds: 60 });
  await sleep(200);
  expect({ more: text().length - before, over: over() }).toEqual({ more: 0, over: undefined });
  proxy.release();
  await eventually('the bytes that were held', () => text().length > before + 5 * event.length);
  socket.destroy();
  await eventually('the end of the watch', () => watches.size === 0);
});

test.each([
  { how: 'closed', end: ({ socket }: Caller) => void socket.destroy(), arrives: true },
  { how: 'reset', end: ({ raw }: Caller) => void raw.resetAndDestroy(), arrives: false },
])('a request of a connection that is $how while the network is held: does it arrive later? $arrives', async ({ end, arrives }) => {
  const one = await caller();
  proxy.hold();
  one.send('PATCH', get);
  await sleep(50);
  expect(arrived).toEqual([]);
  end(one);
  await sleep(50);
  proxy.release();
  await eventually('the end of the connection', () => proxy.open() === 0);
  expect(arrived).toEqual(arrives ? [`PATCH ${get}`] : []);
});

test('forgotten connections stay silent, new ones work', async () => {
  const one = await caller();
  proxy.forget();
  one.send('GET', get);
  expect((await request('GET', get)).text).toMatch(/"user":"ada"/);
  expect({ text: one.text(), over: one.over() }).toEqual({ text: '', over: undefined });
  one.socket.destroy();
  await eventually('nothing left open', () => proxy.open() === 0);
});

test('a reset reaches every connection', async () => {
  const one = await caller();
  one.send('GET', get);
  await eventually('an answer', () => one.text().includes('ada'));
  proxy.resetAll();
  await eventually('the reset', () => one.over() === 'ECONNRESET');
});
