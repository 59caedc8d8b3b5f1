import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testRowBatch } from '../testRowBatch.ts';
import { openSpill } from './spill.ts';

test('redacted features are removed from files of this process and of earlier ones, and from batches that come later', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'spill-'));
  let now = Date.now();
  const spillOf = (writer: string) => openSpill({ directory, maxBytes: 2 ** 30, writer, now: () => now, log: () => undefined });
  const batch = (number: number, writer: string) =>
    testRowBatch([{ time: number, features: [12.5, 2], unseen: 'chalk' }], { number, writer });
  const leaks = async () => {
    const files = await Promise.all((await readdir(directory)).map((file) => readFile(join(directory, file))));
    return files.map((bytes) => bytes.includes('chalk') || bytes.includes('clay'));
  };
  const earlier = spillOf('w1');
  earlier.push(batch(1, 'w1'));
  earlier.close();
  const spill = spillOf('w2');
  spill.push(batch(1, 'w2'));
  spill.push(batch(2, 'w2'));
  spill.removeFirst();
  spill.redact(['soil']);
  expect(await leaks()).toEqual([true, false]);
  now += 100_000;
  spill.keepAlive();
  spill.push(batch(3, 'w2'));
  expect(await leaks()).toEqual([false, false]);
  const left = { contract: { features: [{ name: 'alcohol' }] }, features: Float64Array.of(12.5), unseen: [] };
  const waiting = [];
  for (let first = spill.first(); first !== undefined; first = spill.first()) {
    waiting.push(first);
    spill.removeFirst();
  }
  expect(waiting).toMatchObject([
    { number: 1, isOwn: false, batch: left },
    { number: 2, isOwn: true, batch: left },
    { number: 3, isOwn: true, batch: left },
  ]);
  expect(await readdir(directory)).toEqual([]);
  spill.close();
  await rm(directory, { recursive: true });
});

/** A spill directory and a clock. */
async function spills() {
  const directory = await mkdtemp(join(tmpdir(), 'spill-'));
  const clock = { now: Date.now() };
  const open = (writer: string, maxBytes = 2 ** 30) =>
    openSpill({ directory, maxBytes, writer, now: () => clock.now, log: () => undefined });
  const batch = (number: number, writer: string) => testRowBatch([{ time: number }], { number, writer });
  return { directory, clock, open, batch };
}

test('a batch that was on its way is removed, and not one that was adopted meanwhile', async () => {
  const { directory, clock, open, batch } = await spills();
  const earlier = open('w1');
  earlier.push(batch(7, 'w1'));
  earlier.close();
  const spill = open('w2');
  spill.push(batch(1, 'w2'));
  spill.push(batch(2, 'w2'));
  expect(spill.first()).toMatchObject({ number: 1, isOwn: true });
  clock.now += 100_000;
  spill.keepAlive();
  spill.removeFirst();
  expect(spill.first()).toMatchObject({ number: 7, isOwn: false });
  spill.removeFirst();
  expect([spill.first()?.number, spill.rows]).toEqual([2, 1]);
  spill.close();
  await rm(directory, { recursive: true });
});

test('a thread that starts again finds its files also where the first of them are gone', async () => {
  const { directory, open, batch } = await spills();
  await writeFile(join(directory, 'w1-00000001.spill'), '');
  const before = open('w1');
  before.push(batch(1, 'w1'));
  before.close();
  await rename(join(directory, 'w1-00000001.spill'), join(directory, 'w1-00000004.spill'));
  const spill = open('w1');
  expect([spill.has(1), spill.rows]).toEqual([true, 1]);
  spill.push(batch(2, 'w1'));
  expect(await readdir(directory)).toEqual(['w1-00000004.spill']);
  spill.close();
  await rm(directory, { recursive: true });
});
