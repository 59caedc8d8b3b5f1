import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createOnce } from './createOnce.ts';

let root: string;
let path: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'modelmonitor-once-'));
  path = join(root, 'cache', 'folder');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const writing = (text: string) => async (folder: string) => writeFileSync(join(folder, 'file'), text);
const content = () => readFileSync(join(path, 'file'), 'utf8');
const names = () => readdirSync(join(root, 'cache'));

test('a folder is created when it is missing, and kept afterwards', async () => {
  await createOnce(path, writing('first'));
  await createOnce(path, writing('second'));
  expect(content()).toBe('first');
  expect(names()).toEqual(['folder']);
});

test('other callers wait meanwhile, and do not see it before it is whole', async () => {
  const folders: string[] = [];
  const slowly = async (folder: string) => {
    folders.push(folder);
    await sleep(300);
    expect(existsSync(path)).toBe(false);
    await writing('whole')(folder);
  };
  await Promise.all([createOnce(path, slowly), createOnce(path, slowly), createOnce(path, slowly)]);
  expect(folders).toHaveLength(1);
  expect(content()).toBe('whole');
});

test('a failure leaves nothing, and the next caller tries', async () => {
  await expect(createOnce(path, async () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
  expect(names()).toEqual([]);
  await createOnce(path, writing('second'));
  expect(content()).toBe('second');
});

test('a process that was killed is replaced, and its files are removed', async () => {
  // No process has this number: it is above the largest that Linux gives.
  mkdirSync(`${path}.4194305`, { recursive: true });
  writeFileSync(`${path}.lock`, '');
  utimesSync(`${path}.lock`, 0, 0);
  await createOnce(path, writing('second'));
  expect(content()).toBe('second');
  expect(names()).toEqual(['folder']);
});
