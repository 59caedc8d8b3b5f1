import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { madeOnce } from './madeOnce.ts';

let root: string;
let path: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'modelmonitor-made-'));
  path = join(root, 'cache', 'folder');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const writing = (text: string) => async (folder: string) => writeFileSync(join(folder, 'file'), text);
const content = () => readFileSync(join(path, 'file'), 'utf8');
const names = () => readdirSync(join(root, 'cache'));

test('is made when it is not there, and found afterwards', async () => {
  await madeOnce(path, writing('first'));
  await madeOnce(path, writing('second'));
  expect(content()).toBe('first');
  expect(names()).toEqual(['folder']);
});

test('who comes while it is made waits, and does not see it before it is whole', async () => {
  const made: string[] = [];
  const slowly = async (folder: string) => {
    made.push(folder);
    await sleep(300);
    expect(existsSync(path)).toBe(false);
    await writing('whole')(folder);
  };
  await Promise.all([madeOnce(path, slowly), madeOnce(path, slowly), madeOnce(path, slowly)]);
  expect(made).toHaveLength(1);
  expect(content()).toBe('whole');
});

test('a maker that fails leaves nothing, and the next one tries', async () => {
  await expect(madeOnce(path, async () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
  expect(names()).toEqual([]);
  await madeOnce(path, writing('second'));
  expect(content()).toBe('second');
});

test('a maker that was killed is replaced, and what it left is removed', async () => {
  // No process has this number: it is above the largest that Linux gives.
  mkdirSync(`${path}.4194305`, { recursive: true });
  writeFileSync(`${path}.lock`, '');
  utimesSync(`${path}.lock`, 0, 0);
  await madeOnce(path, writing('second'));
  expect(content()).toBe('second');
  expect(names()).toEqual(['folder']);
});
