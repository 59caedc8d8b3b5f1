import { once } from 'node:events';
import { createServer as createTcpServer } from 'node:net';
import type { Source } from '@modelmonitor/api';
import { testServers } from '../../http/src/testServers.ts';
import { startTestRegistry } from './oci/testRegistry.ts';
import { httpSource, type TestSources, testSources } from './testSources.ts';

const servers = testServers();
let place: TestSources;
beforeEach(async () => {
  place = await testSources();
});
afterEach(async () => {
  await place.close();
  await servers.close();
});

/** A server that answers every request with these lines. */
async function originOfLines(...lines: string[]) {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end(`${lines.join('\r\n')}\r\n\r\nabc`));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

test.each([
  { name: 'Location', status: '302 Found', lines: ['Location: /a', 'Location: /b'], message: 'at most 5 redirects' },
  { name: 'Content-Encoding', status: '200 OK', lines: ['Content-Encoding: gzip', 'Content-Encoding: br'], message: 'got gzip, br' },
  { name: 'Content-Type', status: '200 OK', lines: ['Content-Type: text/html', 'Content-Type: text/plain'], message: 'a page of HTML' },
])('a server that repeats the header $name gets an error that names it', async ({ status, lines, message }) => {
  const { origin, close } = await originOfLines(`HTTP/1.1 ${status}`, ...lines, 'Content-Length: 3');
  await expect(place.start().read(httpSource(origin))).rejects.toThrow(message);
  close();
});

test('an ETag that cannot be sent back does not keep later requests from being sent', async () => {
  const { origin, close } = await originOfLines('HTTP/1.1 200 OK', 'ETag: "€"', 'Content-Length: 3');
  const first = await place.start().read(httpSource(origin));
  expect(first.revision).toBeUndefined();
  expect(await place.start().read(httpSource(origin))).toEqual(first);
  close();
});

const pulled = (host: string): Source => ({ oci: { reference: `${host}/models/wine:v1`, path: 'a', mount: 'pull', plainHttp: true } });

test.each<{ name: string; manifest: object }>([
  { name: 'no digest', manifest: { manifests: [{}] } },
  { name: 'a path as digest', manifest: { manifests: [{ digest: '../../../secret' }] } },
  { name: 'null as layer', manifest: { layers: [null] } },
  { name: 'a number as media type', manifest: { layers: [{ digest: 'x', mediaType: 7 }] } },
  { name: 'thousands of layers', manifest: { layers: Array.from({ length: 5000 }, () => ({ digest: `sha256:${'0'.repeat(64)}` })) } },
])('a manifest with $name is refused before anything else is requested', async ({ manifest }) => {
  const registry = await startTestRegistry(servers);
  registry.put({ schemaVersion: 2, ...manifest }, 'v1');
  await expect(place.start().read(pulled(registry.host))).rejects.toThrow('expected a manifest with layers');
  expect(registry.requests).toHaveLength(1);
});
