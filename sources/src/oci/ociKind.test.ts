import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { imageFolder, type Source } from '@modelmonitor/api';
import { testServers } from '../../../http/src/testServers.ts';
import { type TestSources, testSources } from '../testSources.ts';
import { startTestRegistry, type TestRegistry } from './testRegistry.ts';

const servers = testServers();
let place: TestSources;
beforeEach(async () => {
  place = await testSources();
});
afterEach(async () => {
  await place.close();
  await servers.close();
});

const source = ({ host }: TestRegistry, name: string, more: Partial<NonNullable<Source['oci']>> = {}): Source => ({
  oci: { reference: `${host}/models/wine${name}`, mount: 'pull', plainHttp: true, ...more },
});

/** Puts an artifact with one layer per title. */
function artifact(registry: TestRegistry, files: Readonly<Record<string, string>>, tag: string): string {
  const layers = Object.entries(files).map(([title, text]) => ({
    mediaType: 'application/octet-stream',
    digest: registry.put(Buffer.from(text)),
    annotations: { 'org.opencontainers.image.title': title },
  }));
  return registry.put({ schemaVersion: 2, layers }, tag);
}

/** An archive of tar with these files; GNU tar writes long names in headers of their own, and with --format=pax in records. */
async function archive(files: Readonly<Record<string, string>>, ...options: string[]): Promise<Buffer> {
  const folder = join(place.directory, 'image');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return execFileSync('tar', ['-C', folder, ...options, '-cf', '-', '.']);
}

test('the only layer of an artifact is read, with the digest that the tag has', async () => {
  const registry = await startTestRegistry(servers);
  const digest = artifact(registry, { 'wine.ubj': 'abc' }, 'v3');
  const read = await place.start().read(source(registry, ':v3'));
  expect(read).toMatchObject({ bytes: Buffer.from('abc'), revision: digest, origin: `${registry.host}/models/wine:v3 = ${digest}` });
});

test('a tag that moved is newer, one that did not is not, and only the manifest is read for that', async () => {
  const registry = await startTestRegistry(servers);
  artifact(registry, { 'wine.ubj': 'abc' }, 'latest');
  const sources = place.start();
  const first = await sources.read(source(registry, ''));
  expect(await sources.readNewer(source(registry, ''), first)).toBeUndefined();
  artifact(registry, { 'wine.ubj': 'abd' }, 'latest');
  expect((await sources.readNewer(source(registry, ''), first))?.bytes.toString()).toBe('abd');
  expect(registry.requests.map(({ url }) => url?.split('/')[4])).toEqual(['manifests', 'blobs', 'manifests', 'manifests', 'blobs']);
});

test('a digest is never looked up again', async () => {
  const registry = await startTestRegistry(servers);
  const digest = artifact(registry, { 'wine.ubj': 'abc' }, 'v3');
  const sources = place.start();
  const first = await sources.read(source(registry, `@${digest}`));
  expect(await sources.readNewer(source(registry, `:v3@${digest}`), first)).toBeUndefined();
  expect(registry.requests).toHaveLength(2);
});

test('a file is found by the title of its layer', async () => {
  const registry = await startTestRegistry(servers);
  artifact(registry, { 'README.md': 'x', 'model/wine.ubj': 'abc' }, 'v3');
  expect((await place.start().read(source(registry, ':v3', { path: 'model/wine.ubj' }))).bytes.toString()).toBe('abc');
});

const longPath = `models/${'x'.repeat(90)}/${'y'.repeat(90)}/wine.ubj`;

test.each([
  { name: 'a short path', path: 'models/wine.ubj', options: [] },
  { name: 'a long path of GNU tar', path: longPath, options: ['--format=gnu'] },
  { name: 'a long path in pax records', path: longPath, options: ['--format=pax'] },
])(
  'a file with $name is read from the last layer of an image that has it, through the index of its platforms',
  async ({ path, options }) => {
    const registry = await startTestRegistry(servers);
    const old = registry.put(gzipSync(await archive({ [path]: 'old' }, ...options)));
    const current = registry.put(await archive({ [path]: 'abc', 'other/file': 'x' }, ...options));
    const layers = [
      { mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', digest: old },
      { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: current },
    ];
    registry.put({ manifests: [{ digest: registry.put({ layers }), platform: { os: 'linux', architecture: 'amd64' } }] }, 'v3');
    expect((await place.start().read(source(registry, ':v3', { path }))).bytes.toString()).toBe('abc');
  },
);

test('a token is fetched with the credentials of the pull Secret, which no other server gets', async () => {
  const blobs: (string | undefined)[] = [];
  const blobsAt = await servers.originOf(
    createServer((request, response) => {
      blobs.push(request.headers.authorization);
      response.end('abc');
    }),
  );
  const registry = await startTestRegistry(servers, { basic: 'me:sesame', blobsAt });
  artifact(registry, { 'wine.ubj': 'abc' }, 'v3');
  await mkdir(join(place.directory, 'secrets/modelmonitor-pull'), { recursive: true });
  const auths = { [`https://${registry.host}/v1/`]: { username: 'me', password: 'sesame' }, 'other.example.org': { auth: 'eDp5' } };
  await writeFile(join(place.directory, 'secrets/modelmonitor-pull/config'), JSON.stringify({ auths }));
  const pullSecret = { secretRef: { name: 'modelmonitor-pull', key: 'config' } };
  expect((await place.start().read(source(registry, ':v3', { pullSecret }))).bytes.toString()).toBe('abc');
  expect(blobs).toEqual([undefined]);
  await expect(place.start({ cached: false }).read(source(registry, ':v3'))).rejects.toThrow(
    '/token: the server answered 401: it expects other credentials',
  );
});

test('a mounted image is read instead of the registry', async () => {
  const reference = 'registry.example.org/models/wine:v3';
  const folder = join(place.directory, 'sources/images', imageFolder(reference), 'model');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'wine.ubj'), 'abc');
  const read = await place.start().read({ oci: { reference, path: 'model/wine.ubj', mount: 'imageVolume' } });
  expect([read.bytes.toString(), read.origin]).toEqual(['abc', `the file model/wine.ubj of the image ${reference}`]);
});

test('a link of a mounted image to a Secret of the pod is not followed', async () => {
  const reference = 'registry.example.org/models/wine:v4';
  const folder = join(place.directory, 'sources/images', imageFolder(reference));
  await mkdir(folder, { recursive: true });
  await mkdir(join(place.directory, 'secrets/modelmonitor-hub'), { recursive: true });
  await writeFile(join(place.directory, 'secrets/modelmonitor-hub/token'), 'hf_secret');
  await symlink(join(place.directory, 'secrets/modelmonitor-hub/token'), join(folder, 'model.ubj'));
  const read = place.start().read({ oci: { reference, path: 'model.ubj', mount: 'imageVolume' } });
  await expect(read).rejects.toThrow('in its volume, got a link that leads out of it');
});

test.each<{ name: string; more?: object; put: (registry: TestRegistry) => void; message: RegExp }>([
  { name: 'a tag that is missing', put: () => undefined, message: /\/manifests\/v3: the server answered 404: it does not exist there/ },
  {
    name: 'several layers without a path',
    put: (registry) => artifact(registry, { a: '1', b: '2' }, 'v3'),
    message: /:v3 has 2 layers \(a, b\): expected the path of a file/,
  },
  {
    name: 'a path that no layer has',
    more: { path: 'c' },
    put: (registry) => artifact(registry, { a: '1', b: '2' }, 'v3'),
    message: /expected c in \S+:v3, got 2 layers \(a, b\) without it/,
  },
  {
    name: 'something else than a manifest',
    put: (registry) => registry.put({ hello: 1 }, 'v3'),
    message: /expected a manifest with layers of \S+:v3, got something else/,
  },
  {
    name: 'a layer that is compressed in another way',
    more: { path: 'c' },
    put: (registry) =>
      registry.put(
        { layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+zstd', digest: registry.put(Buffer.from('x')) }] },
        'v3',
      ),
    message: /expected layers of \S+:v3 as tar or tar\+gzip, got application\/vnd\.oci\.image\.layer\.v1\.tar\+zstd/,
  },
])('$name is an error that names it', async ({ more = {}, put, message }) => {
  const registry = await startTestRegistry(servers);
  put(registry);
  await expect(place.start().read(source(registry, ':v3', more))).rejects.toThrow(message);
});

test('a blob with other bytes than its digest is an error', async () => {
  const blobsAt = await servers.originOf(createServer((_request, response) => response.end('abd')));
  const registry = await startTestRegistry(servers, { blobsAt });
  artifact(registry, { 'wine.ubj': 'abc' }, 'v3');
  await expect(place.start().read(source(registry, ':v3'))).rejects.toThrow(
    /expected a layer of \S+:v3 with the digest sha256:ba7816bf\S+, got sha256:a52d159f/,
  );
});
