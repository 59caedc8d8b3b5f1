import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { networkInterfaces } from 'node:os';
import { createCertificateAuthority } from '../../test/controlPlane/certificateAuthority.ts';
import { testServers } from './testServers.ts';

const { originOf, clientWith, response, close } = testServers();
afterEach(close);

test.each<{ name: string; listener: RequestListener }>([
  { name: 'of a known size', listener: (_request, answer) => answer.writeHead(200, { 'Content-Length': 10 }).end('0123456789') },
  {
    name: 'in pieces',
    listener: (_request, answer) => {
      answer.write('01234');
      answer.end('56789');
    },
  },
])('a body $name is read up to its last byte', async ({ listener }) => {
  const { status, body } = await response(listener);
  expect([status, body.toString()]).toEqual([200, '0123456789']);
});

test('a status is for the caller to judge, with headers and body', async () => {
  const listener: RequestListener = (_request, answer) => answer.writeHead(503, { 'Retry-After': '7' }).end('busy');
  expect(await response(listener)).toMatchObject({ status: 503, headers: { 'retry-after': '7' }, body: Buffer.from('busy') });
});

test('a status without a body may announce one', async () => {
  const { status, body } = await response((_request, answer) => answer.writeHead(304, { 'Content-Length': 9 }).end());
  expect([status, body.length]).toEqual([304, 0]);
});

test('method, path, headers and body are sent as given', async () => {
  const listener: RequestListener = async (request, answer) => {
    const [chunk] = (await request.toArray()) as Buffer[];
    answer.end(JSON.stringify([request.method, request.url, request.headers['x-key'], chunk?.toString()]));
  };
  const { body } = await response(listener, { method: 'PATCH', path: '/a?b=c', headers: { 'X-Key': 'k' }, body: 'Côte', mostBytes: 100 });
  expect(JSON.parse(body.toString())).toEqual(['PATCH', '/a?b=c', 'k', 'Côte']);
});

const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

(hasIPv6 ? test : test.skip)('an IPv6 address is a host like any other', async () => {
  const { body } = await response((request, answer) => answer.end(request.headers.host?.slice(0, 5)), {}, '::1');
  expect(body.toString()).toBe('[::1]');
});

test('a request that waits for a connection is not waited for beyond its deadline either, and is never sent', async () => {
  const arrived: string[] = [];
  const listener: RequestListener = (request, answer) => {
    arrived.push(request.url ?? '');
    if (request.url === '/quick') answer.end();
  };
  const origin = await originOf(createServer(listener));
  const client = clientWith({ connections: 1 });
  const send = (path: string, deadlineMilliseconds: number) =>
    client.send({ method: 'GET', origin, path, deadlineMilliseconds, mostBytes: 10 });
  const outcomes = await Promise.allSettled([send('/slow', 600), send('/waits', 100)]);
  expect(outcomes).toMatchObject([{ reason: { kind: 'timeout' } }, { reason: { message: 'it did not answer within 0.1 s' } }]);
  expect((await send('/quick', 5000)).status).toBe(200);
  expect(arrived).toEqual(['/slow', '/quick']);
});

test('who gives up gets the own reason at once', async () => {
  const controller = new AbortController();
  const listener: RequestListener = () => controller.abort(new Error('given up'));
  await expect(response(listener, { signal: controller.signal })).rejects.toThrow('given up');
  await expect(response(listener, { signal: controller.signal })).rejects.toThrow('given up');
});

test('a request that may not be sent any more is not', async () => {
  let arrived = 0;
  const refusal = new Error('not now');
  const beforeSending = () => {
    throw refusal;
  };
  await expect(response(() => arrived++, { beforeSending })).rejects.toBe(refusal);
  expect(arrived).toBe(0);
});

const authority = createCertificateAuthority('a test', new Date());
const { certificate: cert, key } = authority.issue({ commonName: 'server', addresses: ['127.0.0.1'] });

test.each([
  { name: 'of the authority', ca: authority.certificate, outcome: { status: 200 } },
  { name: 'of another authority', ca: createCertificateAuthority('other', new Date()).certificate, outcome: { kind: 'untrusted' } },
])('a server $name is trusted accordingly', async ({ ca, outcome }) => {
  const origin = await originOf(createSecureServer({ cert, key }, (_request, answer) => answer.end()));
  const request = {
    method: 'GET',
    origin: origin.replace('http:', 'https:'),
    path: '/',
    deadlineMilliseconds: 5000,
    mostBytes: 10,
  } as const;
  const client = clientWith({ tls: { ca } });
  expect(await client.send(request).catch((error: unknown) => error)).toMatchObject(outcome);
});

test('a server without TLS is no secure one', async () => {
  const origin = await originOf(createServer((_request, answer) => answer.end()));
  const request = {
    method: 'GET',
    origin: origin.replace('http:', 'https:'),
    path: '/',
    deadlineMilliseconds: 5000,
    mostBytes: 10,
  } as const;
  await expect(clientWith().send(request)).rejects.toMatchObject({ kind: 'untrusted' });
});

test.each([
  { keepAlive: true, connections: 1 },
  { keepAlive: false, connections: 3 },
])('three requests take $connections connections where keepAlive is $keepAlive', async ({ keepAlive, connections }) => {
  const server = createServer((_request, answer) => answer.end());
  let opened = 0;
  server.on('connection', () => opened++);
  const origin = await originOf(server);
  const client = clientWith({ keepAlive, connections: 1 });
  for (let at = 0; at < 3; at++) await client.send({ method: 'GET', origin, path: '/', deadlineMilliseconds: 5000, mostBytes: 10 });
  expect(opened).toBe(connections);
});

test('a stream goes on beside other requests, and retired connections end when they have done their work', async () => {
  const streams: { write(text: string): unknown; end(): unknown }[] = [];
  const listener: RequestListener = (request, answer) => {
    if (request.url === '/quick') return void answer.end('now');
    answer.write('first');
    streams.push(answer);
  };
  const origin = await originOf(createServer(listener));
  const client = clientWith({ connections: 1 });
  const { status, body } = await client.open({ method: 'GET', origin, path: '/stream' });
  const quick = await client.send({ method: 'GET', origin, path: '/quick', deadlineMilliseconds: 5000, mostBytes: 10 });
  client.retire();
  const texts: string[] = [];
  for await (const chunk of body) {
    texts.push(Buffer.from(chunk).toString());
    if (texts.length === 1) streams[0]?.write('second');
    else streams[0]?.end();
  }
  expect([status, quick.body.toString(), texts]).toEqual([200, 'now', ['first', 'second']]);
  await expect(client.open({ method: 'GET', origin, path: '/stream' })).rejects.toMatchObject({ kind: 'closed' });
});

test('a stream that breaks off, is given up, or points elsewhere says so', async () => {
  const listener: RequestListener = (request, answer) => {
    if (request.url === '/elsewhere') return void answer.writeHead(307, { Location: '/x' }).end();
    answer.write('first', () => request.url === '/breaks' && request.socket.destroy());
  };
  const origin = await originOf(createServer(listener));
  const client = clientWith();
  await expect(client.open({ method: 'GET', origin, path: '/elsewhere' })).rejects.toMatchObject({ kind: 'redirect', status: 307 });
  const breaks = await client.open({ method: 'GET', origin, path: '/breaks' });
  await expect(Array.fromAsync(breaks.body)).rejects.toMatchObject({ kind: 'reset' });
  const controller = new AbortController();
  const lasts = await client.open({ method: 'GET', origin, path: '/lasts', signal: controller.signal });
  setTimeout(() => controller.abort(new Error('given up')), 20);
  await expect(Array.fromAsync(lasts.body)).rejects.toThrow('given up');
});

test.each(['http://127.0.0.1', 'http://localhost', 'http://[::ffff:127.0.0.1]', 'https://127.0.0.1', 'https://localhost'])(
  'a client that admits no address of this machine does not connect to %s',
  async (host) => {
    const asked: string[] = [];
    const admits = (address: string) => {
      asked.push(address);
      return false;
    };
    const { port } = new URL(await originOf(createServer()));
    const request = { method: 'GET', origin: `${host}:${port}`, path: '/', deadlineMilliseconds: 5000, mostBytes: 10 } as const;
    await expect(clientWith({ admits }).send(request)).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringMatching(/^its address is \S+, which is not allowed$/),
    });
    expect(asked.length).toBeGreaterThan(0);
  },
);

test('a response that stalls is given up long before its deadline', async () => {
  const listener: RequestListener = (_request, answer) => void answer.writeHead(200, { 'Content-Length': 10 }).write('01234');
  await expect(response(listener, { deadlineMilliseconds: 60_000, stallMilliseconds: 500 })).rejects.toMatchObject({
    kind: 'timeout',
    message: 'it sent nothing for 0.5 s',
  });
});
