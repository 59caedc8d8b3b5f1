import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { testServers } from '../../../http/src/testServers.ts';
import { SourceError } from '../errors.ts';
import { httpSource, type TestSources, testSources } from '../testSources.ts';

const { originOf, close } = testServers();
let place: TestSources;
beforeEach(async () => {
  place = await testSources();
});
afterEach(async () => {
  await place.close();
  await close();
});

/** SHA-256 of "abc": FIPS 180-2, appendix B.1. */
const digestOfAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

/** The origin of a server, and the requests it received. */
async function serve(listener: RequestListener): Promise<{ origin: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  return { origin: await originOf(server), requests };
}

async function writeSecret(name: string, entries: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(place.directory, 'secrets', name), { recursive: true });
  for (const [key, text] of Object.entries(entries)) await writeFile(join(place.directory, 'secrets', name, key), text);
}

test('a file is read with its digest, and the query of its address is not shown', async () => {
  const { origin } = await serve((_request, response) => response.end('abc'));
  const read = await place.start().read(httpSource(`${origin}/wine.ubj?signature=secret`));
  expect(read).toEqual({ bytes: Buffer.from('abc'), sha256: digestOfAbc, origin: `${origin}/wine.ubj` });
});

test.each([
  { name: 'an ETag', headers: { ETag: '"1"', 'Last-Modified': 'Mon, 01 Jun 2026 12:00:00 GMT' }, sent: { 'if-none-match': '"1"' } },
  {
    name: 'a time of change',
    headers: { 'Last-Modified': 'Mon, 01 Jun 2026 12:00:00 GMT' },
    sent: { 'if-modified-since': 'Mon, 01 Jun 2026 12:00:00 GMT' },
  },
])('a file with $name is downloaded once, also by the next process', async ({ headers, sent }) => {
  const { origin, requests } = await serve((request, response) => {
    const known = Object.keys(sent).some((header) => request.headers[header] !== undefined);
    response.writeHead(known ? 304 : 200, headers).end(known ? undefined : 'abc');
  });
  const source = httpSource(`${origin}/wine.ubj`);
  const first = await place.start().read(source);
  expect(await place.start().read(source)).toEqual(first);
  expect(await place.start().readNewer(source, first)).toBeUndefined();
  expect(requests.map((request) => Object.keys(sent).map((header) => request.headers[header]))).toEqual([
    [undefined],
    Object.values(sent),
    Object.values(sent),
  ]);
});

test('newer bytes are reported, and the same bytes with another ETag are not', async () => {
  const [bodies, tags] = [
    ['abc', 'abc', 'abd'],
    ['"1"', '"2"', '"3"'],
  ];
  const { origin } = await serve((_request, response) => response.writeHead(200, { ETag: tags.shift() }).end(bodies.shift()));
  const sources = place.start({ cached: false });
  const first = await sources.read(httpSource(origin));
  expect(await sources.readNewer(httpSource(origin), first)).toBeUndefined();
  expect(await sources.readNewer(httpSource(origin), first)).toMatchObject({ bytes: Buffer.from('abd'), revision: 'etag "3"' });
});

test('a kept file with the expected digest needs no server', async () => {
  const { origin, requests } = await serve((_request, response) => response.end('abc'));
  await place.start().read(httpSource(origin, { sha256: digestOfAbc }));
  await close();
  const { bytes } = await place.start().read(httpSource(origin, { sha256: digestOfAbc }));
  expect([bytes.toString(), requests.length]).toEqual(['abc', 1]);
});

test('while the server is down the kept file is read, and the result says so', async () => {
  const { origin } = await serve((_request, response) => response.end('abc'));
  await place.start().read(httpSource(origin));
  await close();
  const warnings: string[] = [];
  const read = await place.start({ warn: (text) => warnings.push(text) }).read(httpSource(origin));
  expect(read.bytes.toString()).toBe('abc');
  expect(warnings).toEqual([read.problem]);
  expect(read.problem).toMatch(/it refused the connection \(ECONNREFUSED\); the copy in the cache is used$/);
});

test.each([
  {
    name: 'basic',
    auth: { basic: { secretRef: { name: 'modelmonitor-a', username: 'u', password: 'p' } } },
    sent: { authorization: 'Basic bWU6b3BlbiBzZXNhbWU=' },
  },
  { name: 'bearer', auth: { bearer: { secretRef: { name: 'modelmonitor-a', key: 't' } } }, sent: { authorization: 'Bearer token' } },
  {
    name: 'a header',
    auth: { header: { name: 'X-API-Key', secretRef: { name: 'modelmonitor-a', key: 't' } } },
    sent: { 'x-api-key': 'token' },
  },
])('credentials ($name) are sent to the server of the address, and to no other that it redirects to', async ({ auth, sent }) => {
  await writeSecret('modelmonitor-a', { u: 'me\n', p: 'open sesame', t: 'token\n' });
  const other = await serve((_request, response) => response.end('abc'));
  const first = await serve((request, response) => {
    if (request.url === '/moved') response.writeHead(307, { Location: `${other.origin}/copy?${'x'.repeat(1500)}` }).end();
    else response.writeHead(302, { Location: '/moved' }).end();
  });
  const { bytes } = await place.start().read(httpSource(`${first.origin}/wine`, { auth }));
  expect(bytes.toString()).toBe('abc');
  expect(first.requests.map(({ headers }) => Object.keys(sent).map((name) => headers[name]))).toEqual([
    Object.values(sent),
    Object.values(sent),
  ]);
  expect(other.requests.map(({ headers }) => [headers.authorization, headers['x-api-key']])).toEqual([[undefined, undefined]]);
});

test.each<{ name: string; listener: RequestListener; source?: object; message: RegExp; requests?: number }>([
  {
    name: 'a login page',
    listener: (_request, response) =>
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('\n<!DOCTYPE html><title>Sign in</title>'),
    message: /\/file: expected a file, got a page of HTML, as servers send for a login;/,
  },
  {
    name: 'a pointer of Git LFS',
    listener: (_request, response) => response.end('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'),
    message: /\/file: expected a file, got the pointer that Git LFS has in its place;/,
  },
  {
    name: '401',
    listener: (_request, response) => response.writeHead(401).end(),
    message: /\/file: the server answered 401: it expects other credentials$/,
  },
  {
    name: '404',
    listener: (_request, response) => response.writeHead(404).end(),
    message: /\/file: the server answered 404: it does not exist there/,
  },
  {
    name: 'redirects without end',
    listener: (request, response) => response.writeHead(302, { Location: `${request.url}/x` }).end(),
    message: /\/file: expected at most 5 redirects, got more$/,
    requests: 6,
  },
  {
    name: 'a redirect to a file',
    listener: (_request, response) => response.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
    message: /expected an address that starts with http:\/\/ or https:\/\/ .*, got a redirect of \S+\/file to another$/,
  },
  {
    name: 'a file that is larger than announced in the resource',
    listener: (_request, response) => response.end('abc'),
    source: { maxBytes: 2 },
    message: /\/file: its response is too large: expected at most 2 bytes, got 3$/,
  },
  {
    name: 'a bomb',
    listener: (_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000))),
    source: { maxBytes: 10_000 },
    message: /\/file: the response is larger than the 10000 bytes that are read$/,
  },
  {
    name: 'other bytes than expected',
    listener: (_request, response) => response.end('abd'),
    source: { sha256: digestOfAbc },
    message: /\/file: expected bytes with the SHA-256 ba7816bf\S+, got a52d159f/,
  },
  {
    name: 'half of a file, each time',
    listener: (request, response) => response.writeHead(200, { 'Content-Length': 10 }).write('01234', () => request.socket.destroy()),
    message: /\/file: it closed the connection too early/,
    requests: 4,
  },
])('$name is an error that names it', async ({ listener, source = {}, message, requests = 1 }) => {
  const server = await serve(listener);
  const { maxBytes, ...http } = source as { maxBytes?: number };
  const outcome = place
    .start()
    .read({ ...httpSource(`${server.origin}/file?signature=secret`, http), ...(maxBytes === undefined ? {} : { maxBytes }) });
  await expect(outcome).rejects.toThrow(SourceError);
  await expect(outcome).rejects.toThrow(message);
  await expect(outcome).rejects.not.toThrow('secret');
  expect(server.requests).toHaveLength(requests);
});

test('a server that fails for a moment is tried again, after the pause it asks for', async () => {
  const statuses = [503, 429, 500];
  const { origin } = await serve((_request, response) => {
    const status = statuses.shift();
    response.writeHead(status ?? 200, status === 429 ? { 'Retry-After': '7' } : {}).end('abc');
  });
  expect((await place.start().read(httpSource(origin))).bytes.toString()).toBe('abc');
  expect(place.pauses).toEqual([375, 7000, 1500]);
});

test.each(['gzip', 'x-gzip'])('a file that the server compresses with %s is the file', async (encoding) => {
  const { origin } = await serve((_request, response) => response.writeHead(200, { 'Content-Encoding': encoding }).end(gzipSync('abc')));
  expect((await place.start().read(httpSource(origin))).sha256).toBe(digestOfAbc);
});

test.each([
  { name: 'an address of this machine', urlOf: (origin: string) => origin },
  { name: 'a name of this machine', urlOf: (origin: string) => origin.replace('127.0.0.1', 'localhost') },
  { name: 'a decimal address', urlOf: (origin: string) => origin.replace('127.0.0.1', '2130706433') },
  { name: 'an IPv4 address in IPv6', urlOf: (origin: string) => origin.replace('127.0.0.1', '[::ffff:127.0.0.1]') },
  { name: 'the metadata service', urlOf: () => 'http://169.254.169.254' },
])('in a pod $name is refused at the moment of the connection', async ({ urlOf }) => {
  const { origin, requests } = await serve((_request, response) => response.end('abc'));
  const outcome = place.start({ allowLocalAddresses: false }).read(httpSource(`${urlOf(origin)}/latest`));
  await expect(outcome).rejects.toThrow(
    /\/latest: its address is \S+, which is not allowed: in a pod no source leads to the machine itself/,
  );
  expect([requests, place.pauses]).toEqual([[], []]);
});

test('the path of a remote source is that of its kept file', async () => {
  const { origin } = await serve((_request, response) => response.end('abc'));
  const sources = place.start();
  expect(await sources.pathOf(httpSource(origin))).toBe(join(place.directory, 'sources/cache/sha256', digestOfAbc));
  expect(await readdir(join(place.directory, 'sources/cache'))).toEqual(['notes', 'sha256']);
});
