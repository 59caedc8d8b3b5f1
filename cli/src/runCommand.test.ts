import { registry } from './commands/registry.ts';
import { recordingContext } from './recordingContext.ts';
import { runCommand } from './runCommand.ts';

const names = registry.map(({ name }) => name).join(', ');

test.each([
  { argv: [], says: `modelmonitor: a command is needed: ${names}\n`, name: 'no command' },
  { argv: ['validat'], says: 'modelmonitor: there is no command validat; did you mean validate?\n', name: 'a mistyped command' },
  { argv: ['serve'], says: `there is no command serve; commands: ${names}\n`, name: 'an unknown command' },
  { argv: ['--verbose'], says: `there is no option --verbose; commands: ${names}\n`, name: 'an unknown option' },
  { argv: ['validate', '--outptu', 'json'], says: 'there is no option --outptu; did you mean --output?\n', name: 'a mistyped option' },
  { argv: ['validate', '-x'], says: 'there is no option -x\n', name: 'an unknown short option' },
  { argv: ['validate'], says: 'modelmonitor validate: -f (--filename) is required\n', name: 'a missing option' },
  { argv: ['validate', '-f'], says: '-f needs a value: -f DIR\n', name: 'a missing value' },
  { argv: ['validate', '-f', '--output', 'json'], says: '-f needs a value, got --output;', name: 'an option where a value belongs' },
  {
    argv: ['validate', '-f', 'a', '-o', 'yml'],
    says: '-o (--output) must be one of text, json, got "yml"',
    name: 'a word not in the list',
  },
  { argv: ['validate', 'a'], says: 'options are wanted, got "a"\n', name: 'a value without its option' },
  { argv: ['validate', '-f', 'a', '-o', 'text', '-o', 'json'], says: 'may be given once, got text and json\n', name: 'an option twice' },
])('$name is wrong usage: $argv', async ({ argv, says }) => {
  const { context, stdout, stderr } = recordingContext();
  expect(await runCommand(argv, context)).toBe(2);
  expect(stderr()).toContain(says);
  expect(stderr()).toMatch(/\nsee modelmonitor( validate)? --help\n$/);
  expect(stdout()).toBe('');
});

test('help lists every command', async () => {
  const { context, stdout } = recordingContext();
  expect(await runCommand(['--help'], context)).toBe(0);
  for (const { name, summary } of registry) expect(stdout()).toContain(`${name.padEnd(10)}${summary}\n`);
});

test.each(registry)('help of $name says what its list entry says, and fits a terminal', async ({ name, summary, load }) => {
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

test('the version is the one of the package', async () => {
  const { context, stdout } = recordingContext();
  expect(await runCommand(['--version'], context)).toBe(0);
  expect(stdout()).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('an error nobody foresaw is told with its stack', async () => {
  const { context, stderr } = recordingContext();
  const broken = { name: 'broken', summary: '', load: async () => Promise.reject(new TypeError('no such luck')) };
  expect(await runCommand(['broken'], context, [broken])).toBe(1);
  expect(stderr()).toMatch(/this should not have happened\nTypeError: no such luck\n {4}at /);
});
