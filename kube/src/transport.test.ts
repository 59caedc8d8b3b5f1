import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createCertificateAuthority } from '../../test/controlPlane/certificateAuthority.ts';
import type { Clock } from './clock.ts';
import { createTransport, type Transport } from './transport.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const authority = createCertificateAuthority('a test', new Date());
const { certificate: cert, key } = authority.issue({ commonName: 'server', addresses: ['127.0.0.1'] });
const arrived: { method: string | undefined; authorization: string | undefined }[] = [];
/** Responses to the next requests; the last one is repeated. */
let answers: Answer[] = [];
const server = createServer({ cert, key }, (request, response) => {
  arrived.push({ method: request.method, authorization: request.headers.authorization });
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  request.resume().once('end', () => answer?.(response, request));
});
const waits: number[] = [];
const clock: Clock = { now: Date.now, monotonic: () => performance.now(), sleep: async (milliseconds) => void waits.push(milliseconds) };
const counted: string[] = [];
let tokensRead = 0;
let transport: Transport;

const fails =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end('{}');
const succeeds: Answer = (response) => response.end('{"done":true}');
const breaksOff: Answer = (response) => void response.destroy();
const never: Answer = () => undefined;

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const credentials = {
    server: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    namespace: undefined,
    read: async () => ({
      digest: 'the same',
      tls: { ca: authority.certificate },
      headers: { Authorization: `Bearer ${++tokensRead}` },
      proxy: undefined,
    }),
  };
  transport = createTransport({
    credentials,
    clock,
    random: () => 0,
    limit: { take: async () => undefined },
    meter: { begin: (method) => (code) => void counted.push(`${method} ${code}`) },
    userAgent: 'tests',
    connections: 1,
    deadlineMilliseconds: 400,
  });
});

beforeEach(() => {
  for (const list of [arrived, waits, counted]) list.length = 0;
});

afterAll(async () => {
  await transport.close();
  server.closeAllConnections();
  server.close();
});

test.each<{ what: string; method?: 'PATCH' | 'POST'; given: Answer[]; tries: number; waited: number[] }>([
  { what: 'a response', given: [succeeds], tries: 1, waited: [] },
  { what: 'a server error', given: [fails(500), fails(503), succeeds], tries: 3, waited: [50, 100] },
  { what: 'a connection that breaks off', given: [breaksOff, succeeds], tries: 2, waited: [50] },
  { what: 'too many requests', given: [fails(429, { 'Retry-After': '2' }), succeeds], tries: 2, waited: [2000] },
  { what: 'too many requests, for one that creates something', method: 'POST', given: [fails(429), succeeds], tries: 2, waited: [50] },
  { what: 'a token that is no longer good', given: [fails(401), succeeds], tries: 2, waited: [0] },
])('$what: succeeds after $tries tries', async ({ method = 'PATCH', given, tries, waited }) => {
  answers = given;
  expect(await transport.request({ method, path: '/', body: {} })).toEqual({ done: true });
  expect([arrived.length, waits]).toEqual([tries, waited]);
});

test.each<{ what: string; method?: 'PATCH' | 'POST'; given: Answer; tries: number; error: object }>([
  { what: 'a server error that lasts', given: fails(500), tries: 4, error: { kind: 'server', status: 500 } },
  { what: 'no response in time', given: never, tries: 4, error: { kind: 'unreachable', message: /did not respond within 0.4 s/ } },
  // It may have been created.
  {
    what: 'a lost response to a request that creates something',
    method: 'POST',
    given: breaksOff,
    tries: 1,
    error: { kind: 'unreachable' },
  },
  { what: 'a refusal', given: fails(422), tries: 1, error: { kind: 'refused' } },
  { what: 'a conflict', given: fails(409), tries: 1, error: { kind: 'conflict' } },
])('$what: fails after $tries tries', async ({ method = 'PATCH', given, tries, error }) => {
  answers = [given];
  const failed = await transport.request({ method, path: '/', body: {} }).catch((reason: unknown) => reason);
  const { message, ...rest } = error as { message?: RegExp };
  expect(failed).toMatchObject(rest);
  expect((failed as Error).message).toMatch(message ?? /./);
  expect(arrived.length).toBe(tries);
});

test('a token that is refused is read again', async () => {
  answers = [fails(401), succeeds];
  await transport.request({ method: 'GET', path: '/' });
  const [first, second] = arrived.map(({ authorization }) => authorization);
  expect(second).not.toBe(first);
});

test('a write without permission is not sent, also when it had permission before it waited for a connection', async () => {
  let mayWrite = true;
  answers = [
    (response) => {
      mayWrite = false;
      succeeds(response, {} as IncomingMessage);
    },
    succeeds,
  ];
  const permitted = () => mayWrite;
  const write = () => transport.request({ method: 'POST', path: '/', body: {}, permitted });
  // There is one connection: the second waits until the first is answered.
  const [first, second] = await Promise.allSettled([write(), write()]);
  expect(first).toMatchObject({ status: 'fulfilled' });
  expect(second).toMatchObject({
    status: 'rejected',
    reason: { kind: 'unreachable', message: 'nothing may be written without the lease' },
  });
  expect(arrived.length).toBe(1);
  expect(await transport.request({ method: 'GET', path: '/' })).toEqual({ done: true });
});

test('an aborted request rejects at once and is not repeated', async () => {
  const controller = new AbortController();
  answers = [() => controller.abort(new Error('given up'))];
  const aborted = transport.request({ method: 'PATCH', path: '/', body: {}, signal: controller.signal });
  await expect(aborted).rejects.toThrow('given up');
  expect(arrived.length).toBe(1);
});

test('a stream that does not start is an error, and one that does leaves connections to other requests', async () => {
  answers = [fails(410)];
  await expect(transport.stream({ method: 'GET', path: '/' })).rejects.toMatchObject({ kind: 'gone' });
  answers = [(response) => void response.write('{"type":"ADDED"}\n'), succeeds];
  const controller = new AbortController();
  const stream = await transport.stream({ method: 'GET', path: '/', signal: controller.signal });
  expect(await transport.request({ method: 'GET', path: '/' })).toEqual({ done: true });
  const { value } = await stream[Symbol.asyncIterator]().next();
  expect(Buffer.from(value as Uint8Array).toString()).toBe('{"type":"ADDED"}\n');
  controller.abort();
});

test('every request is counted by its code, or as an error without a response', async () => {
  answers = [fails(500), breaksOff, succeeds];
  await transport.request({ method: 'GET', path: '/' });
  expect(counted).toEqual(['GET 500', 'GET <error>', 'GET 200']);
});
