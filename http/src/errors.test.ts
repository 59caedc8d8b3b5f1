import type { RequestListener } from 'node:http';
import { freePort } from '../../test/controlPlane/freePort.ts';
import { HttpError } from './errors.ts';
import { testServers } from './testServers.ts';

const { clientWith, response, close } = testServers();
afterEach(close);

const inPieces: RequestListener = (_request, answer) => {
  answer.write('01234567');
  answer.write('89a');
};

test.each<{ name: string; listener: RequestListener; error: object; message: RegExp }>([
  {
    name: 'more bytes than expected, announced',
    listener: (_request, answer) => answer.writeHead(200, { 'Content-Length': 11 }).end('0123456789a'),
    error: { kind: 'tooLarge' },
    message: /^its response is too large: expected at most 10 bytes, got 11$/,
  },
  {
    name: 'more bytes than expected, in pieces',
    listener: inPieces,
    error: { kind: 'tooLarge' },
    message: /^its response is too large: expected at most 10 bytes, got more$/,
  },
  {
    name: 'headers that are too large',
    listener: (_request, answer) => answer.writeHead(200, { 'X-Long': 'x'.repeat(20_000) }).end(),
    error: { kind: 'tooLarge' },
    message: /^the headers of its response are too large/,
  },
  {
    name: 'a redirect',
    listener: (_request, answer) => answer.writeHead(302, { Location: 'http://elsewhere/y' }).end('0123456789a'),
    error: { kind: 'redirect', status: 302 },
    message: /^it answered 302, a redirect to http:\/\/elsewhere\/y; redirects are not followed$/,
  },
  {
    name: 'a redirect that does not say where to',
    listener: (_request, answer) => answer.writeHead(308).end(),
    error: { kind: 'redirect', status: 308 },
    message: /^it answered 308, a redirect to another address;/,
  },
  {
    name: 'no HTTP',
    listener: (request) => request.socket.end('SSH-2.0-OpenSSH\r\n'),
    error: { kind: 'malformed' },
    message: /^its response is not HTTP \(/,
  },
  {
    name: 'nothing, and the connection ends',
    listener: (request) => request.socket.destroy(),
    error: { kind: 'reset', code: 'ECONNRESET' },
    message: /^it closed the connection too early \(ECONNRESET\)$/,
  },
  {
    name: 'half of a body, and the connection ends',
    listener: (request, answer) => answer.writeHead(200, { 'Content-Length': 10 }).write('01234', () => request.socket.destroy()),
    error: { kind: 'reset', code: 'ECONNRESET' },
    message: /^it closed the connection too early/,
  },
])('where $name comes, the error says so', async ({ listener, error, message }) => {
  const failure = await response(listener).catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(HttpError);
  expect(failure).toMatchObject({ ...error, message: expect.stringMatching(message) });
});

test.each<{ name: string; listener: RequestListener }>([
  { name: 'no headers', listener: () => undefined },
  { name: 'half of a body', listener: (_request, answer) => void answer.writeHead(200, { 'Content-Length': 10 }).write('01234') },
  {
    name: 'a body byte by byte',
    listener: (_request, answer) => {
      const timer = setInterval(() => answer.write('x'), 50);
      answer.once('close', () => clearInterval(timer));
    },
  },
])('a server that gives $name is not waited for beyond the deadline', async ({ listener }) => {
  const start = performance.now();
  await expect(response(listener, { deadlineMilliseconds: 300, mostBytes: 1000 })).rejects.toMatchObject({
    kind: 'timeout',
    code: 'ETIMEDOUT',
    message: 'it did not answer within 0.3 s',
  });
  expect(performance.now() - start).toBeLessThan(20_000);
});

test.each([
  { name: 'a port without a listener', origin: async () => `http://127.0.0.1:${await freePort()}`, kind: 'refused', code: 'ECONNREFUSED' },
  {
    name: 'a host that does not exist',
    origin: async () => 'http://nowhere.invalid',
    kind: 'unreachable',
    code: expect.stringMatching(/^E/),
  },
])('$name is $kind', async ({ origin, kind, code }) => {
  const request = { method: 'GET', origin: await origin(), path: '/', deadlineMilliseconds: 5000, mostBytes: 10 } as const;
  await expect(clientWith().send(request)).rejects.toMatchObject({ kind, code });
  await expect(clientWith().open(request)).rejects.toMatchObject({ kind, code });
});

test('a header that HTTP does not allow is an error of the request', async () => {
  await expect(response(() => undefined, { headers: { 'x y': '1' } })).rejects.toMatchObject({ kind: 'invalid' });
});
