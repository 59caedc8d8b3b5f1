import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { edited, exampleCopy, servedArgs, startedCommands } from './exampleRun.ts';

const examples = join(import.meta.dirname, '../../../examples');
const { started, endAll } = startedCommands(process.execPath);

afterEach(endAll);

const secret = (line: string) => `apiVersion: v1\nkind: Secret\nmetadata: { name: users }\nstringData: { htpasswd: "${line}" }\n`;
const withUsers = '\nspec:\n  serving: { auth: { basic: { secretRef: { name: users } } } }\n';

test('a monitor whose Secret is missing or unusable is named, and nothing is served', async () => {
  const copy = exampleCopy('iris', 'wine');
  const monitor = copy.file('wine-monitor.yaml');
  edited(monitor, '\nspec:\n', withUsers);
  const missing = started(servedArgs(copy));
  expect(await missing.ended).toBe(1);
  expect(missing.stderr()).toBe(
    `${monitor}:7: spec.serving.auth.basic.secretRef.name: Secret users does not exist; these manifests have no Secret\n`,
  );
  expect(missing.stdout()).toBe('');
  writeFileSync(copy.file('users.yaml'), secret('# no account'));
  const empty = started(servedArgs(copy));
  expect(await empty.ended).toBe(1);
  expect(empty.stderr()).toContain('wine cannot be started: ');
  expect(empty.stderr()).not.toContain('    at ');
});

test('a port that is taken is one clear line', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { dataDirectory } = exampleCopy();
  const command = started(['run', '-f', join(examples, 'iris'), '--port', String(port), '--data-dir', dataDirectory]);
  const code = await command.ended;
  server.close();
  expect({ code, stderr: command.stderr(), stdout: command.stdout() }).toEqual({
    code: 1,
    stderr: `iris cannot be started: cannot listen on 127.0.0.1:${port}: the port is in use\n`,
    stdout: '',
  });
});

test.each([
  { name: 'no such directory', args: ['-f', 'nowhere'], code: 1, says: 'nowhere: no such file or directory\n' },
  {
    name: 'a directory without manifests',
    args: ['-f', '.'],
    code: 1,
    says: '.: there is no manifest in this directory (*.yaml, *.yml, *.json)\n',
  },
  { name: 'no directory named', args: [], code: 2, says: 'modelmonitor run: -f (--filename) is required\nsee modelmonitor run --help\n' },
  {
    name: 'a port beyond the last',
    args: ['-f', '.', '--port', '65536'],
    code: 2,
    says: 'modelmonitor run: --port: expected a whole number from 0 to 65535, got "65536"\nsee modelmonitor run --help\n',
  },
])('$name ends it with $code', async ({ args, code, says }) => {
  const cwd = mkdtempSync(join(tmpdir(), 'run-'));
  const command = started(['run', ...args], cwd);
  expect({ code: await command.ended, stderr: command.stderr(), stdout: command.stdout() }).toEqual({ code, stderr: says, stdout: '' });
});

test('a data directory that cannot be created is one clear line', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'run-'));
  writeFileSync(join(cwd, 'data'), '');
  const command = started(['run', '-f', join(examples, 'iris'), '--port', '0', '--data-dir', 'data'], cwd);
  expect(await command.ended).toBe(1);
  expect(command.stderr()).toMatch(/^iris cannot be started: ENOTDIR.*\n$/);
});
