import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createSources } from './createSources.ts';
import { SourceError } from './errors.ts';
import { readBytes } from './readBytes.ts';

const clock = { now: Date.now, random: Math.random, sleep: setTimeout };

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'modelmonitor-sources-'));
  await mkdir(join(directory, 'configmaps/wine/folder'), { recursive: true });
  await writeFile(join(directory, 'configmaps/wine/model.json'), 'abc');
  await symlink('model.json', join(directory, 'configmaps/wine/linked'));
});
afterAll(() => rm(directory, { recursive: true }));

const source = (key: string) => ({ configMap: { name: 'wine', key } });

// The digest is the example of FIPS 180-2, appendix B.1.
test.each(['model.json', 'linked'])('%s of a ConfigMap is read with its SHA-256', async (key) => {
  expect(await createSources({ configDirectory: directory }, clock).read(source(key))).toEqual({
    bytes: Buffer.from('abc'),
    origin: `ConfigMap wine with the key ${key}`,
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
});

test('a Secret is read as text, and one that cannot be read is named', async () => {
  await mkdir(join(directory, 'secrets/tokens'), { recursive: true });
  await writeFile(join(directory, 'secrets/tokens/token'), 'opensesame\n');
  const { readSecret } = createSources({ configDirectory: directory }, clock);
  expect(await readSecret({ name: 'tokens', key: 'token' })).toBe('opensesame\n');
  await expect(readSecret({ name: 'tokens', key: 'other' })).rejects.toThrow('expected Secret tokens with the key other, but ');
});

test('a program that reads files itself gets the path', async () => {
  const { pathOf } = createSources({ configDirectory: '/etc/modelmonitor' }, clock);
  expect(await pathOf(source('a.csv'))).toBe('/etc/modelmonitor/configmaps/wine/a.csv');
});

test.each([
  { key: 'other.json', happened: 'does not exist' },
  { key: 'folder', happened: 'is not a file' },
  { key: 'model.json/x', happened: 'cannot be read (ENOTDIR)' },
])('$key $happened, and the error names what was expected', async ({ key, happened }) => {
  const outcome = createSources({ configDirectory: directory }, clock).read(source(key));
  await expect(outcome).rejects.toThrow(SourceError);
  await expect(outcome).rejects.toThrow(
    `expected ConfigMap wine with the key ${key}, but ${join(directory, 'configmaps/wine', key)} ${happened}`,
  );
});

test('a file that is too large is not read', async () => {
  const path = join(directory, 'configmaps/wine/large');
  await writeFile(path, '');
  await truncate(path, 2 ** 29 + 1);
  await expect(createSources({ configDirectory: directory }, clock).read(source('large'))).rejects.toThrow(
    'has 536870913 bytes, more than the 536870912 that are read',
  );
  expect((await readBytes(join(directory, 'configmaps/wine/model.json'), 'a text', 3)).bytes).toHaveLength(3);
  await expect(readBytes(join(directory, 'configmaps/wine/model.json'), 'a text', 2)).rejects.toThrow('has 3 bytes, more than the 2');
});
