import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
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
