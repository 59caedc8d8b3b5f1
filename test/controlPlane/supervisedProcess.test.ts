import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { superviseProcess } from './supervisedProcess.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'modelmonitor-process-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const start = (command: string, ...args: readonly string[]) =>
  superviseProcess({ command, args, directory, name: 'test', environment: process.env });

test('its number, output and exit code are those of the command', async () => {
  const one = await start('sh', '-c', 'echo $$; echo wrong >&2; exit 3');
  expect(await one.ended).toBe(3);
  expect(one.output('stdout')).toBe(`${one.pid}\n`);
  expect(one.output()).toBe('wrong\n');
  expect(one.isRunning()).toBe(false);
});

test('it can be killed, also while it is stopped', async () => {
  const one = await start('sleep', '60');
  one.kill('SIGSTOP');
  expect(one.isRunning()).toBe(true);
  one.kill('SIGKILL');
  expect(await one.ended).toBeNull();
});

test('a missing command ends with a message', async () => {
  const one = await start('no-such-command');
  expect(await one.ended).toBe(127);
  expect(one.output()).toContain('no-such-command');
});

test('it ends with the process that started it, when that is killed', async () => {
  const text = `import { superviseProcess } from ${JSON.stringify(join(import.meta.dirname, 'supervisedProcess.ts'))};
    const one = await superviseProcess({ command: 'sleep', args: ['60'], directory: ${JSON.stringify(directory)}, name: 'test', environment: process.env });
    process.stdout.write(String(one.pid));
    await one.ended;`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', text], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<string>((resolve) => parent.stdout.once('data', (data) => resolve(String(data))));
  await eventually('the command', () => nameOf(pid) === 'sleep');
  parent.kill('SIGKILL');
  await eventually('the end of the command', () => nameOf(pid) !== 'sleep');
});

function nameOf(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return undefined;
  }
}
