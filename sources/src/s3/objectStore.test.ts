import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testServers } from '../../../http/src/testServers.ts';
import { type TestSources, testSources } from '../testSources.ts';
import type { ObjectStore } from './objectStore.ts';
import { type TestObjectStore, testObjectStore } from './testObjectStore.ts';

const { originOf, close } = testServers();
let place: TestSources;
let served: TestObjectStore;
let objects: ObjectStore;
let file: (name: string) => string;
beforeEach(async () => {
  place = await testSources();
  served = testObjectStore();
  file = (name) => join(place.directory, name);
  await mkdir(file('secrets/modelmonitor-s3'), { recursive: true });
  await writeFile(file('secrets/modelmonitor-s3/id'), 'AKID\n');
  await writeFile(file('secrets/modelmonitor-s3/key'), 'secret\n');
  const credentials = { secretRef: { name: 'modelmonitor-s3', accessKeyId: 'id', secretAccessKey: 'key' } };
  objects = await place.start().objects({ bucket: 'log', region: 'here', endpoint: await originOf(served.server), credentials });
});
afterEach(async () => {
  await place.close();
  await close();
});

const key = 'models/default/wine/2026-11-29.parquet';
const large = Buffer.alloc(70 * 1024 * 1024, 'a large file ');

test('a small file is one request, and is read back', async () => {
  await writeFile(file('a'), 'abc');
  await objects.put(key, file('a'));
  expect(served.objects.get(key)?.toString()).toBe('abc');
  expect(served.requests).toEqual([`PUT /log/${key}`, `GET /log/${key}`]);
  expect(await objects.get(key, file('b'))).toBe(true);
  expect(await readFile(file('b'), 'utf8')).toBe('abc');
});

test('a large file is sent in parts', async () => {
  await writeFile(file('a'), large);
  await objects.put(key, file('a'));
  expect(served.objects.get(key)?.equals(large)).toBe(true);
  expect(served.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(3);
  expect(served.uploads.size).toBe(0);
  await objects.get(key, file('b'));
  expect((await readFile(file('b'))).equals(large)).toBe(true);
});

test('an empty file', async () => {
  await writeFile(file('a'), '');
  await objects.put(key, file('a'));
  expect(await objects.get(key, file('b'))).toBe(true);
  expect(await readFile(file('b'), 'utf8')).toBe('');
});

test('an object that is missing is no error', async () => {
  expect(await objects.get('other', file('b'))).toBe(false);
});

test('all keys are listed, however many there are', async () => {
  for (const name of ['c', 'a', 'b&c', 'e', 'd']) served.objects.set(`log/${name}`, Buffer.from(''));
  served.objects.set('other', Buffer.from(''));
  expect(await objects.list('log/')).toEqual(['log/a', 'log/b&c', 'log/c', 'log/d', 'log/e']);
});

test('a store that has other bytes afterwards is an error', async () => {
  await writeFile(file('a'), 'abc');
  served.spoil = () => Buffer.from('abd');
  await expect(objects.put(key, file('a'))).rejects.toThrow(
    /^s3:\/\/log\/models.*: expected 3 bytes with SHA-256 ba7816bf.*when it was read back/,
  );
});

test.each([
  { name: 'the first request', fails: 1 },
  { name: 'the second part', fails: 3 },
])('a server that fails once, at $name, gets the request again', async ({ fails }) => {
  await writeFile(file('a'), large);
  let requests = 0;
  served.fault = () => (++requests === fails ? { status: 503, code: 'SlowDown' } : undefined);
  await objects.put(key, file('a'));
  expect(served.objects.get(key)?.equals(large)).toBe(true);
});

test('an upload that fails for good is given up, and nothing is stored', async () => {
  await writeFile(file('a'), large);
  served.fault = ({ method, url }) =>
    method === 'PUT' && url.searchParams.get('partNumber') === '2' ? { status: 500, code: 'InternalError' } : undefined;
  await expect(objects.put(key, file('a'))).rejects.toThrow('the server answered 500');
  expect([served.objects.size, served.uploads.size]).toEqual([0, 0]);
});

test('credentials that may not write are an error that says so', async () => {
  await writeFile(file('a'), 'abc');
  served.fault = ({ method }) => (method === 'PUT' ? { status: 403, code: 'AccessDenied' } : undefined);
  await expect(objects.put(key, file('a'))).rejects.toThrow(`s3://log/${key}: the store answered 403 AccessDenied`);
});
