import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBytes } from '../readBytes.ts';
import { pathInFolder } from './pathInFolder.ts';
import { readSettled } from './volumeKind.ts';

let directory: string;
beforeEach(async () => {
  directory = await realpath(await mkdtemp(join(tmpdir(), 'modelmonitor-links-')));
  await mkdir(join(directory, 'volume'));
  await mkdir(join(directory, 'volume-of-another'));
  await writeFile(join(directory, 'volume', 'model.ubj'), 'abc');
  await writeFile(join(directory, 'volume-of-another', 'token'), 'secret');
});
afterEach(() => rm(directory, { recursive: true }));

test.each([
  { name: 'a file', target: '../volume-of-another/token', path: 'link' },
  { name: 'a folder', target: '../volume-of-another', path: 'link/token' },
  { name: 'an absolute path', target: '/etc/hostname', path: 'link' },
])('a link to $name outside of the volume is not followed', async ({ target, path }) => {
  await symlink(target, join(directory, 'volume', 'link'));
  await expect(pathInFolder(join(directory, 'volume'), path, 'the model')).rejects.toThrow('a link that leads out of it');
});

test('a link within the volume is followed, and a missing file is left to its reader', async () => {
  await symlink('model.ubj', join(directory, 'volume', 'latest'));
  expect(await pathInFolder(join(directory, 'volume'), 'latest', 'the model')).toBe(join(directory, 'volume', 'model.ubj'));
  expect(await pathInFolder(join(directory, 'volume'), 'none', 'the model')).toBe(join(directory, 'volume', 'none'));
});

test('a pipe in place of a model or of its digest keeps no thread waiting', async () => {
  const path = join(directory, 'volume', 'pipe');
  execFileSync('/usr/bin/env', ['mkfifo', path, join(directory, 'volume', 'model.ubj.sha256')]);
  await expect(readBytes(path, 'the model')).rejects.toThrow('is not a file');
  const clock = { now: () => Date.now() + 10_000, random: () => 0, sleep: async () => undefined };
  const model = await readSettled(join(directory, 'volume', 'model.ubj'), { what: 'the model', mostBytes: 100, clock });
  expect(model.bytes.toString()).toBe('abc');
});
