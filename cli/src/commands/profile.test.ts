import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseProfile } from '../../../tables/src/profile/parseProfile.ts';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const cwd = mkdtempSync(join(tmpdir(), 'profile-'));
const write = (name: string, text: string) => writeFileSync(join(cwd, name), text);
const rows = (from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, index) => `${(from + index) / 4},${(from + index) % 3},${(from + index) % 2 === 0 ? 'red' : ''}\n`,
  ).join('');
const header = 'alcohol,cultivar,colour\n';
write('all.csv', header + rows(0, 300));
write('part-1.csv', header + rows(0, 120));
write('part-2.csv', header + rows(120, 300));
write('other.csv', `alcohol\n${rows(0, 3).replaceAll(/,.*/g, '')}`);
write('text.csv', `${header}strong,1,red\n`);
write('torn.json', '{"kind":"ModelMonitorProfile","schemaVersion":1');

async function profile(...args: readonly string[]) {
  const { context, stdout, stderr } = recordingContext({ cwd });
  const code = await runCommand(['profile', ...args], context);
  return { code, stdout: stdout(), stderr: stderr() };
}

test('a profile is written, and one line reports how exact it is', async () => {
  const { code, stdout, stderr } = await profile('--data', 'all.csv', '-o', 'all.json');
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: 'wrote all.json: 300 rows of 1 file, 3 columns, 3 kB; all values are exact\n',
    stderr: '',
  });
  expect(parseProfile(readFileSync(join(cwd, 'all.json'), 'utf8'))).toMatchObject({
    rows: 300,
    columns: [{ type: 'numeric' }, { type: 'integer' }, { type: 'categorical', missing: 150 }],
  });
});

test('what was found in the cells is reported, one note per column', async () => {
  const cells = (row: number) =>
    `${row},5;${row === 7 ? '?' : row + 0.5};${row === 9 ? 'n. a. yet' : row + 0.5};${String((row % 28) + 1).padStart(2, '0')}.02.2024;"${(row % 9) + 1},${100 + row}"`;
  write('cells.csv', `comma;marked;odd;day;either\n${Array.from({ length: 100 }, (_, row) => cells(row)).join('\n')}\n`);
  const { code, stdout, stderr } = await profile('--data', 'cells.csv', '-o', 'cells.json');
  expect({ code, stdout, stderr: stderr.split('\n').sort() }).toEqual({
    code: 0,
    stdout: 'wrote cells.json: 100 rows of 1 file, 5 columns, 4 kB; all values are exact\n',
    stderr: [
      '',
      'note: "comma": read as numbers with decimal comma',
      'note: "day": dates or times, which are not compared unless --types gives another type',
      'note: "either": its values, such as "1,100", are numbers with decimal comma or with thousands separated by commas: name one by --decimal or --thousands',
      'note: "marked": "?" (1 row) read as missing',
      'note: "odd": 1 row left out that is no number: "n. a. yet" in row 10',
    ],
  });
  const stated = await profile('--data', 'cells.csv', '--thousands', ',', '--columns', 'either', '-o', '-');
  expect(parseProfile(stated.stdout).columns).toMatchObject([{ type: 'numeric', moments: { mean: expect.closeTo(5109.5, 6) } }]);
  expect(stated.stderr).not.toContain('note: ');
});

test('several files, a pattern, and profiles of parts give the profile of the whole', async () => {
  await profile('--data', 'all.csv', '-o', 'whole.json');
  await profile('--data', 'part-1.csv', '-o', 'one.json');
  await profile('--data', 'part-1.csv', '--data', 'part-2.csv', '-o', 'parts.json');
  await profile('--data', 'part-?.csv', '-o', 'pattern.json');
  await profile('--data', 'one.json', '--data', 'part-2.csv', '-o', 'mixed.json');
  const whole = readFileSync(join(cwd, 'whole.json'), 'utf8');
  for (const name of ['parts.json', 'pattern.json', 'mixed.json']) expect(readFileSync(join(cwd, name), 'utf8')).toBe(whole);
  expect(readdirSync(cwd).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('options choose columns, types and size; - writes to standard output', async () => {
  const { stdout, stderr } = await profile(
    '--data',
    'all.csv',
    '--columns',
    'cultivar,alcohol',
    '--types',
    'cultivar=numeric',
    '--size',
    '1',
    '-o',
    '-',
  );
  const { columns } = parseProfile(stdout);
  expect(columns).toMatchObject([
    { name: 'cultivar', type: 'numeric', sketch: { rankError: 0 } },
    { name: 'alcohol', sketch: { rankError: expect.any(Number) } },
  ]);
  expect(stdout.length).toBeLessThan(1300);
  expect(stderr).toMatch(/^300 rows of 1 file, 2 columns, \d kB; ranks are exact to [\d.]+ %\n$/);
});

test.each([
  { args: ['--data', 'nowhere.csv', '-o', 'x.json'], code: 2, says: 'modelmonitor profile: nowhere.csv does not exist\n' },
  { args: ['--data', 'no-*.csv', '-o', 'x.json'], code: 2, says: 'no file matches no-*.csv\n' },
  {
    args: ['--data', 'torn.json', '-o', 'x.json'],
    code: 2,
    says: 'torn.json is not a profile that can be used: expected one whole JSON document',
  },
  { args: ['--data', 'all.csv', '--data', 'other.csv', '-o', 'x.json'], code: 2, says: '"cultivar" of all.csv is not in other.csv\n' },
  {
    args: ['--data', 'all.csv', '--data', 'text.csv', '-o', 'x.json'],
    code: 2,
    says: 'text.csv: expected numbers in column "alcohol", got "strong"',
  },
  { args: ['--data', 'all.csv', '--columns', 'alcohl', '-o', 'x.json'], code: 2, says: 'did you mean alcohol?\n' },
  {
    args: ['--data', 'all.csv', '--types', 'hue=numeric', '-o', 'x.json'],
    code: 2,
    says: '--types: all.csv has no column "hue"',
  },
  { args: ['--data', 'all.csv', '-o', '.'], code: 2, says: '. could not be written: it is a directory\n' },
  { args: ['--data', 'all.csv'], code: 2, says: '-o (--output) is required\n' },
  { args: ['-o', 'x.json'], code: 2, says: '--data is required\n' },
  {
    args: ['--data', 'all.csv', '-o', 'x.json', '--size', '0'],
    code: 2,
    says: '--size: expected a whole number from 1 to 60000, got "0"\n',
  },
])('$args: $says', async ({ args, code, says }) => {
  const { stderr, code: actual } = await profile(...args);
  expect({ code: actual, said: stderr.includes(says) ? says : stderr }).toEqual({ code, said: says });
  expect(readdirSync(cwd)).not.toContain('x.json');
});

test('the help contains examples', async () => {
  const { code, stdout } = await profile('--help');
  expect(code).toBe(0);
  expect(stdout).toContain('modelmonitor profile --data train.parquet -o reference.json');
});
