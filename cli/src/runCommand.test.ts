import { registry } from './commands/registry.ts';
import { recordingContext } from './recordingContext.ts';
import { runCommand } from './runCommand.ts';

const names = registry.map(({ name }) => name).join(', ');

test.each([
  { argv: [], says: `modelmonitor: expected a command: ${names}\n`, name: 'no command' },
  { argv: ['validat'], says: 'modelmonitor: unknown command validat; did you mean validate?\n', name: 'a mistyped command' },
  { argv: ['serve'], says: `unknown command serve; commands: ${names}\n`, name: 'an unknown command' },
  { argv: ['--verbose'], says: `unknown option --verbose; commands: ${names}\n`, name: 'an unknown option' },
  { argv: ['validate', '--outptu', 'json'], says: 'unknown option --outptu; did you mean --output?\n', name: 'a mistyped option' },
  { argv: ['validate', '-x'], says: 'unknown option -x\n', name: 'an unknown short option' },
  { argv: ['validate'], says: 'modelmonitor validate: -f (--filename) is required\n', name: 'a missing option' },
  { argv: ['validate', '-f'], says: '-f: expected a value: -f DIR\n', name: 'a missing value' },
  { argv: ['validate', '-f', '--output', 'json'], says: '-f: expected a value, got --output;', name: 'an option in place of a value' },
  {
    argv: ['validate', '-f', 'a', '-o', 'yml'],
    says: '-o (--output): expected one of text, json, got "yml"',
    name: 'an unknown word',
  },
  { argv: ['validate', 'a'], says: 'expected an option, got "a"\n', name: 'a value without its option' },
  { argv: ['validate', '-f', 'a', '-o', 'text', '-o', 'json'], says: 'expected one value, got text and json\n', name: 'an option twice' },
])('$name is wrong usage: $argv', async ({ argv, says }) => {
  const { context, stdout, stderr } = recordingContext();
  expect(await runCommand(argv, context)).toBe(2);
  expect(stderr()).toContain(says);
  expect(stderr()).toMatch(/\nsee modelmonitor( validate)? --help\n$/);
  expect(stdout()).toBe('');
});

test('what a file or a server chose moves no cursor', async () => {
  const { context, stderr } = recordingContext();
  const command = {
    name: 'fail',
    summary: '',
    inputExitCode: 1,
    load: () => Promise.reject(Object.assign(new Error('\u001b]0;title\u0007\u001b[2Ja\nb'), { name: 'InputError' })),
  } as unknown as (typeof registry)[number];
  expect(await runCommand(['fail'], context, [command])).toBe(1);
  expect(stderr()).toBe('modelmonitor fail: \\u001b]0;title\\u0007\\u001b[2Ja\nb\n');
});

test('help lists every command', async () => {
  const { context, stdout } = recordingContext();
  expect(await runCommand(['--help'], context)).toBe(0);
  for (const { name, summary } of registry) expect(stdout()).toContain(`${name.padEnd(10)}${summary}\n`);
});

test.each(registry)('the help of $name agrees with its list entry, and fits a terminal', async ({ name, summary, load }) => {
  const { context, stdout } = recordingContext();
  expect(await runCommand([name, '--help'], context)).toBe(0);
  const command = await load();
  expect(command).toMatchObject({ name, summary });
  expect(stdout()).toBe(command.usage);
  const [text = ''] = command.usage.split('\nexamples:');
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  for (const example of command.usage.split('examples:\n')[1]?.trimEnd().split('\n') ?? []) {
    expect(example).toMatch(new RegExp(`^  modelmonitor ${name}( |$)`));
  }
});

test('the version is that of the package', async () => {
  const { context, stdout } = recordingContext();
  expect(await runCommand(['--version'], context)).toBe(0);
  expect(stdout()).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('an unexpected error is printed with its stack', async () => {
  const { context, stderr } = recordingContext();
  const broken = { name: 'broken', summary: '', load: async () => Promise.reject(new TypeError('no such luck')) };
  expect(await runCommand(['broken'], context, [broken])).toBe(1);
  expect(stderr()).toMatch(/unexpected error\nTypeError: no such luck\n {4}at /);
});
