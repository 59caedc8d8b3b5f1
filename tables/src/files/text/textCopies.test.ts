import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { textCopies } from './textCopies.ts';

const directory = mkdtempSync(join(tmpdir(), 'text-copies-'));
afterAll(() => rmSync(directory, { recursive: true }));

const parts = (...texts: readonly string[]) => Readable.from(texts);

test('a copy can be read until it is closed, by its owner only, and nothing remains', async () => {
  const copies = textCopies(directory);
  const { path, bytes } = await copies.write(10, parts('a,', 'é\n'));
  expect([readFileSync(path, 'utf8'), bytes]).toEqual(['a,é\n', 5]);
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  if (process.platform === 'linux') expect(readdirSync(directory)).toEqual([]);
  await copies.close();
  expect(() => readFileSync(path)).toThrow();
  expect(readdirSync(directory)).toEqual([]);
});

test('nothing remains of a copy whose content fails either', async () => {
  const copies = textCopies(directory);
  async function* broken() {
    yield 'a,';
    throw new Error('line 2 is broken');
  }
  await expect(copies.write(10, broken())).rejects.toThrow('line 2 is broken');
  await copies.close();
  expect(readdirSync(directory)).toEqual([]);
});

test('too little room, or a directory that does not exist, is an error that names TMPDIR', async () => {
  await expect(textCopies(directory).write(1e18, parts('a'))).rejects.toThrow(
    /^expected 1000000000000 MB of room in .*; TMPDIR names another/,
  );
  await expect(textCopies(join(directory, 'none')).write(1, parts('a'))).rejects.toThrow('TMPDIR names another');
});
