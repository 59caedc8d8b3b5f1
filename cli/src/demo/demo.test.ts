import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingContext } from '../recordingContext.ts';
import { eventually, startedCommand } from '../run/exampleRun.ts';
import { runDemo } from './runDemo.ts';

const wine = join(import.meta.dirname, '../../../examples/wine');
const directory = () => mkdtempSync(join(tmpdir(), 'demo-'));

test('the demo detects its shift, and keeps other files of the user', async () => {
  const cwd = directory();
  mkdirSync(join(cwd, 'data/default.wine'), { recursive: true });
  for (const file of ['data/mine.txt', 'data/default.wine/earlier.txt']) writeFileSync(join(cwd, file), '');
  const { stdout, stderr, ended } = startedCommand(process.execPath, ['demo', '--requests', '100', '--data-dir', 'data'], cwd);
  expect({ code: await ended, stderr: stderr() }).toEqual({ code: 0, stderr: '' });
  const text = stdout();
  expect(text).toMatch(/^serving examples\/wine at http:\/\/127\.0\.0\.1:\d+\/\n\n100 requests with normal data:\n/);
  expect(text).toMatch(/\nfeature +method +score +threshold +verdict\nalcohol +ks +0\.\d+ +0\.05 +stable\n/);
  expect(text).toMatch(/\nstable: \d of 13 features drifted; .* % is below the 50 % that counts as drift/);
  expect(text).toMatch(/\nalcohol +ks +\S+ +0\.05 +drifted\n/);
  expect(text).toMatch(/\ndrifted: ([89]|1\d) of 13 features drifted; .* % is above the 50 % that counts as drift/);
  const paths = [...text.matchAll(/^ {2}(data\S+\.(?:html|json))$/gm)].map(([, path = '']) => join(cwd, path));
  expect(paths.map((path) => path.endsWith('.json'))).toEqual([false, true, false, true]);
  const reports = paths.filter((path) => path.endsWith('.json')).map((path) => JSON.parse(readFileSync(path, 'utf8')));
  // Each half separately.
  expect(reports.map(({ verdict, current }) => [verdict, current.rows])).toEqual([
    ['stable', 100],
    ['drifted', 100],
  ]);
  expect(paths.every((path) => existsSync(path))).toBe(true);
  expect([existsSync(join(cwd, 'data/mine.txt')), existsSync(join(cwd, 'data/default.wine/earlier.txt'))]).toEqual([true, false]);
});

test('an unexpected verdict ends the demo with exit code 1 before the second half', async () => {
  const { context, stdout, stderr } = recordingContext({ cwd: '/', execPath: process.execPath });
  const half = { title: 'requests with normal data', shifted: [], seed: 1, expected: 'drifted' } as const;
  const options = { halves: [half, half], example: wine, file: join(wine, 'wine.csv'), requests: 100, dataDirectory: directory() };
  expect(await runDemo(options, context)).toBe(1);
  expect(stdout()).toMatch(/\nstable: .*\n {2}\S+\.html\n {2}\S+\.json\nexpected drifted, got stable\n$/);
  expect(stderr()).toBe('');
});

test('a missing example is reported', async () => {
  const { context } = recordingContext({ cwd: '/' });
  const example = join(directory(), 'nowhere');
  const options = { halves: [], example, file: `${example}.csv`, requests: 100, dataDirectory: directory() };
  await expect(runDemo(options, context)).rejects.toThrow(`${example} cannot be used: no such file or directory`);
});

test('Ctrl-C ends the demo gracefully', async () => {
  const { child, stdout, stderr, ended } = startedCommand(process.execPath, ['demo', '--requests', '5000', '--data-dir', directory()]);
  await eventually('the address', () => stdout().includes('serving examples/wine at'));
  child.kill('SIGINT');
  expect({ code: await ended, stderr: stderr() }).toEqual({ code: 1, stderr: 'demo interrupted\n' });
});

test.each([
  { args: ['--help'], code: 0, stdout: /^usage: modelmonitor demo /, stderr: /^$/ },
  { args: ['--requests', '99'], code: 2, stdout: /^$/, stderr: /--requests: expected a whole number from 100 to 5000, got "99"/ },
])('demo $args exits with $code', async ({ args, code, stdout, stderr }) => {
  const command = startedCommand(process.execPath, ['demo', ...args]);
  expect(await command.ended).toBe(code);
  expect(command.stdout()).toMatch(stdout);
  expect(command.stderr()).toMatch(stderr);
});
