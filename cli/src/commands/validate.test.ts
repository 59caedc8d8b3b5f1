import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

// Golden pairs: NAME.in.yaml, NAME.in.json or the directory NAME.in, and the output of `validate` in NAME.out.txt.
// UPDATE_GOLDEN=1 writes the second from the first.
const fixtures = join(import.meta.dirname, '../../golden/validate');
const pairs = readdirSync(fixtures).flatMap((input) => {
  const name = /^(.+)\.in(\.yaml|\.json)?$/.exec(input)?.[1];
  return name === undefined ? [] : [{ name, input }];
});

test.each(pairs)('validate reports $name', async ({ name, input }) => {
  const { context, stdout, stderr } = recordingContext({ cwd: fixtures });
  const code = await runCommand(['validate', '-f', input], context);
  const output = `${stdout()}exit code ${code}\n`;
  const golden = join(fixtures, `${name}.out.txt`);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, output);
  expect(output).toBe(readFileSync(golden, 'utf8'));
  expect(stderr()).toBe('');
});

test('JSON output contains the same problems with their positions', async () => {
  const { context, stdout } = recordingContext({ cwd: fixtures });
  expect(await runCommand(['validate', '-f', 'missing-references.in.yaml', '-o', 'json'], context)).toBe(1);
  const { valid, monitors, problems } = JSON.parse(stdout());
  expect({ valid, monitors, count: problems.length }).toEqual({ valid: false, monitors: [], count: 3 });
  expect(problems[0]).toMatchObject({ file: 'missing-references.in.yaml', line: 26, path: 'spec.model.versions[1].source.configMap.key' });
});

test.each([
  { name: 'a path that does not exist', args: ['-f', 'nowhere'], says: 'nowhere: no such file or directory\n' },
  {
    name: 'a directory without manifests',
    args: ['-f', '..'],
    says: '..: there is no manifest in this directory (*.yaml, *.yml, *.json)\n',
  },
])('$name is reported', async ({ args, says }) => {
  const { context, stdout } = recordingContext({ cwd: fixtures });
  expect(await runCommand(['validate', ...args], context)).toBe(1);
  expect(stdout()).toContain(says);
});

test('a file named twice counts once', async () => {
  const { context, stdout } = recordingContext({ cwd: fixtures });
  expect(await runCommand(['validate', '-f', 'valid.in.yaml', '-f', 'valid.in.yaml'], context)).toBe(0);
  expect(stdout()).toContain('1 ModelMonitor is valid');
});
