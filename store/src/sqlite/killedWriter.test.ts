import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomFromSeed } from '@modelmonitor/stats';
import { allPages } from '../testRowBatch.ts';
import { createSqliteStore } from './sqliteStore.ts';

/** More with `KILLS=50`, say. */
const kills = Number(process.env['KILLS'] ?? 4);
const script = join(import.meta.dirname, 'testKilledWriter.ts');

/** Starts a writer and kills it at some moment after its first acknowledged batch. @returns acknowledged rows */
async function killWriter(path: string, writer: string, milliseconds: number): Promise<number> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, path, writer], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let output = '';
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const first = new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await Promise.race([first, ended]);
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await ended;
  expect(errors).toBe('');
  return Number(output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1));
}

test('killed at any moment, a writer loses no acknowledged row and writes none twice, and the ledger has what is lost', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'killed-'));
  const path = join(directory, 'predictions.sqlite');
  const random = randomFromSeed(Date.now());
  const acknowledged = new Map<string, number>();
  for (let kill = 0; kill < kills; kill++) {
    const writer = `w${String(kill).padStart(3, '0')}`;
    acknowledged.set(writer, await killWriter(path, writer, random() * 300));
  }
  const store = createSqliteStore(
    { kind: 'file', path, monitor: { namespace: 'default', name: 'tested' } },
    { now: Date.now, log: () => undefined },
  );
  const numbersOf = new Map<string, number[]>();
  for (const { ids, features } of await allPages(store.readPages({}))) {
    for (const [row, id] of ids.entries()) {
      const [, writer = '', number = ''] = /^(.+)([-/].+)$/.exec(id) ?? [];
      const expected = number.startsWith('/') ? Number(number.slice(1)) : Number.parseInt(number.slice(1), 36);
      expect(features[row * 2]).toBe(expected);
      const numbers = numbersOf.get(writer);
      if (numbers === undefined) numbersOf.set(writer, [expected]);
      else numbers.push(expected);
    }
  }
  const ledger = await store.readLedger();
  expect(ledger.map(({ writer }) => writer)).toEqual([...acknowledged.keys()]);
  for (const { writer, rows, storedRows, account } of ledger) {
    const numbers = numbersOf.get(writer)?.sort((one, other) => one - other) ?? [];
    expect(acknowledged.get(writer)).toBeGreaterThan(0);
    // The first rows without a gap, each once, and at least those that were acknowledged.
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, number) => number));
    expect(numbers.length).toBeGreaterThanOrEqual(acknowledged.get(writer) ?? 0);
    expect([rows, storedRows, account?.written]).toEqual([numbers.length, numbers.length, numbers.length]);
    expect(account?.seen).toBe((account?.written ?? 0) + (account?.queued ?? 0));
  }
  await store.close();
  await rm(directory, { recursive: true });
}, 600_000);
