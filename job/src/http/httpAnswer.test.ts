import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { HttpFailure, httpAnswer } from './httpAnswer.ts';

let server: Server;
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

async function answered(listener: RequestListener, host = '127.0.0.1') {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return httpAnswer({ method: 'GET', host, port, path: '/x', headers: {}, timeoutMilliseconds: 5000, mostBytes: 10 });
}

test.each<{ name: string; listener: RequestListener }>([
  { name: 'of a known size', listener: (_request, response) => response.writeHead(200, { 'Content-Length': 10 }).end('0123456789') },
  {
    name: 'in pieces',
    listener: (_request, response) => {
      response.write('01234');
      response.end('56789');
    },
  },
])('a body $name is read up to its last byte', async ({ listener }) => {
  const { status, body } = await answered(listener);
  expect([status, body.toString()]).toEqual([200, '0123456789']);
});

const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

(hasIPv6 ? test : test.skip)('an IPv6 address is a host like any other', async () => {
  const { body } = await answered((request, response) => response.end(request.headers.host?.slice(0, 5)), '::1');
  expect(body.toString()).toBe('[::1]');
});

test.each([
  { retryAfter: '7', seconds: 7 },
  { retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT', seconds: undefined },
  { retryAfter: '-1', seconds: undefined },
  { retryAfter: '99999999', seconds: undefined },
])('Retry-After $retryAfter is read as $seconds', async ({ retryAfter, seconds }) => {
  const { status, retryAfterSeconds } = await answered((_request, response) =>
    response.writeHead(503, { 'Retry-After': retryAfter }).end(),
  );
  expect([status, retryAfterSeconds]).toEqual([503, seconds]);
});

test.each<{ name: string; listener: RequestListener }>([
  { name: 'announced', listener: (_request, response) => response.writeHead(200, { 'Content-Length': 11 }).end('0123456789a') },
  {
    name: 'sent in pieces',
    listener: (_request, response) => {
      response.write('01234567');
      response.write('89a');
    },
  },
])('more bytes than allowed, $name, are not taken', async ({ listener }) => {
  const outcome = answered(listener);
  await expect(outcome).rejects.toThrow(new HttpFailure('unusable', 'it answered with more than 10 bytes'));
  await expect(outcome).rejects.toMatchObject({ fault: 'unusable' });
});

test('what is no HTTP is a connection that failed', async () => {
  const outcome = answered((request) => request.socket.end('SSH-2.0-OpenSSH\r\n'));
  await expect(outcome).rejects.toMatchObject({ fault: 'connection', message: expect.stringMatching(/^it could not be reached \(HPE_/) });
});
