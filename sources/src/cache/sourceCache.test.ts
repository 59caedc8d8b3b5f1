import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sourceCache } from './sourceCache.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'modelmonitor-cache-'));
});
afterEach(() => rm(directory, { recursive: true }));

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test('what is kept is found by the next process, and a file that was damaged is not', async () => {
  const bytes = Buffer.from('abc');
  const path = await sourceCache({ directory, now: Date.now }).keep(bytes, digestOf(bytes));
  const cache = sourceCache({ directory, now: Date.now });
  expect(await cache.find(digestOf(bytes))).toEqual({ path, bytes });
  await writeFile(path, 'abd');
  expect(await cache.find(digestOf(bytes))).toBeUndefined();
  expect(await readdir(join(directory, 'sha256'))).toEqual([]);
});

test('a note is found by its key, and a torn one is not', async () => {
  const cache = sourceCache({ directory, now: Date.now });
  const note = { sha256: 'a', origin: 'here', revision: 'r' };
  await cache.note('key', note);
  expect([await cache.recall('key'), await cache.recall('other')]).toEqual([note, undefined]);
  const [name = ''] = await readdir(join(directory, 'notes'));
  await writeFile(join(directory, 'notes', name), '{"sha256":');
  expect(await cache.recall('key')).toBeUndefined();
});

test('beyond the limit the files that were not used for longest are deleted, never the newest', async () => {
  let time = 1_000_000;
  const cache = sourceCache({ directory, now: () => time, mostBytes: 250 });
  const files = [1, 2, 3].map((fill) => Buffer.alloc(100, fill));
  for (const bytes of files.slice(0, 2)) {
    time += 1000;
    const path = await cache.keep(bytes, digestOf(bytes));
    await utimes(path, time / 1000, time / 1000);
  }
  time += 1000;
  await cache.find(digestOf(files[0] as Buffer));
  await cache.keep(files[2] as Buffer, digestOf(files[2] as Buffer));
  const kept = await Promise.all(files.map((bytes) => cache.find(digestOf(bytes))));
  expect(kept.map((file) => file !== undefined)).toEqual([true, false, true]);
  const large = Buffer.alloc(1000, 4);
  await cache.keep(large, digestOf(large));
  expect(await readdir(join(directory, 'sha256'))).toEqual([digestOf(large)]);
});

test('what a killed process left is deleted an hour later', async () => {
  await mkdir(join(directory, 'writing-old'), { recursive: true });
  await mkdir(join(directory, 'writing-new'));
  await utimes(join(directory, 'writing-old'), 1, 1);
  const bytes = Buffer.from('abc');
  await sourceCache({ directory, now: Date.now }).keep(bytes, digestOf(bytes));
  expect((await readdir(directory)).toSorted()).toEqual(['sha256', 'writing-new']);
});

/** Keeps files of 4 MiB until it is killed. */
const writer = `
import { createHash } from 'node:crypto';
import { sourceCache } from ${JSON.stringify(join(import.meta.dirname, 'sourceCache.ts'))};
const cache = sourceCache({ directory: process.argv[1], now: Date.now });
for (let fill = 1; ; fill++) {
  const bytes = Buffer.alloc(4 * 1024 * 1024, String(fill));
  await cache.keep(bytes, createHash('sha256').update(bytes).digest('hex'));
  if (fill === 1) process.stdout.write('started');
}`;

test.each([1, 7, 23, 61])('a process that is killed %i ms after its first file leaves no partial file', async (milliseconds) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', writer, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const names = await readdir(join(directory, 'sha256'));
  const digests = await Promise.all(names.map(async (name) => digestOf(await readFile(join(directory, 'sha256', name)))));
  expect(names.length).toBeGreaterThan(0);
  expect(digests).toEqual(names);
});
