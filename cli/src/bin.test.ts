import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const bin = join(import.meta.dirname, 'modelmonitor.js');

/** Starts the command like a shell. */
function started(args: readonly string[]) {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, result: Promise.all([ended, text(child.stdout), text(child.stderr)]) };
}

test.each([
  { args: ['--version'], code: 0, stdout: /^\d+\.\d+\.\d+\n$/, stderr: /^$/ },
  { args: ['validat'], code: 2, stdout: /^$/, stderr: /did you mean validate\?/ },
  { args: ['validate', '-f', 'nowhere'], code: 1, stdout: /^nowhere: no such file or directory\n/, stderr: /^$/ },
])('the process exits $args with $code', async ({ args, code, stdout, stderr }) => {
  const [actual, out, err] = await started(args).result;
  expect(actual).toBe(code);
  expect(out).toMatch(stdout);
  expect(err).toMatch(stderr);
});

test('Ctrl-C ends traffic and prints its summary', async () => {
  const data = join(mkdtempSync(join(tmpdir(), 'bin-')), 'data.csv');
  writeFileSync(data, 'a\n1\n2.5\n');
  const server = createServer((_request, response) => void response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/predict`;
  const { child, result } = started(['traffic', '--url', url, '--data', data, '--duration', '10m']);
  server.once('request', () => child.kill('SIGINT'));
  const [code, stdout] = await result;
  server.close();
  expect(code).toBe(0);
  expect(stdout).toMatch(/requests? in .* all answered\nlatency in ms/);
});

test('a closed pipe is not an error', async () => {
  const child = spawn(process.execPath, [bin, 'traffic', '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [code, stderr] = await Promise.all([new Promise((resolve) => child.on('close', resolve)), text(child.stderr)]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
