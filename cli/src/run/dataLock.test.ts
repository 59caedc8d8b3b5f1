import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockData } from './dataLock.ts';

const directory = mkdtempSync(join(tmpdir(), 'data-lock-'));
afterAll(() => rmSync(directory, { recursive: true }));
const silent = () => undefined;

test('a second server of a directory is refused until the first releases it', () => {
  const data = join(directory, 'first/wine');
  const first = lockData(data, silent);
  expect(() => lockData(data, silent)).toThrow(`another process serves from ${data}: stop it, or choose another data directory`);
  first.release();
  lockData(data, silent).release();
});

test('the lock of a process that is killed is gone', async () => {
  const data = join(directory, 'killed');
  const script = `const { lockData } = await import(${JSON.stringify(import.meta.resolve('./dataLock.ts'))});
    globalThis.lock = lockData(${JSON.stringify(data)}, () => undefined); console.log('locked'); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script]);
  await once(child.stdout, 'data');
  expect(() => lockData(data, silent)).toThrow('another process serves from');
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockData(data, silent).release();
});

test('where no lock can be had, that is said and the server starts', () => {
  const said: string[] = [];
  mkdirSync(join(directory, 'strange/lock'), { recursive: true });
  lockData(join(directory, 'strange'), (message) => said.push(message)).release();
  expect(said).toEqual([expect.stringMatching(/strange could not be locked \(.*\): let no other process serve from it$/)]);
});
