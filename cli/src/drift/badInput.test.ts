import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const cwd = mkdtempSync(join(tmpdir(), 'bad-input-'));
const file = (name: string, bytes: string | Uint8Array) => writeFileSync(join(cwd, name), bytes);
const good = `x,k\n${Array.from({ length: 100 }, (_, index) => `${index + 0.5},${index % 2 === 0 ? 'a' : 'b'}\n`).join('')}`;
file('good.csv', good);
mkdirSync(join(cwd, 'folder'));

async function drift(...args: string[]) {
  const { context, stderr, stdout } = recordingContext({ cwd });
  const code = await runCommand(['drift', '--json', 'out.json', '--html', 'out.html', ...args], context);
  const written = readdirSync(cwd).filter((name) => name.includes('out.'));
  return { code, stderr: stderr(), stdout: stdout(), written };
}

test.each([
  { name: 'an empty file', bytes: '', says: 'bad.csv is empty, expected a CSV or Parquet file' },
  { name: 'a header alone', bytes: 'x,k\n', says: 'bad.csv has a header and no rows' },
  {
    name: 'a line with too many fields',
    bytes: 'x,k\n1.5,a\n2.5,b,c\n',
    says: 'bad.csv, line 3: the header has 2 columns, this line has 3',
  },
  { name: 'a line that ends too early', bytes: 'x,k\n1.5,a\n2.5', says: 'bad.csv, line 3: the file ends within this line' },
  { name: 'a delimiter that is not understood', bytes: 'x:k:z\n1:a:2\n', says: 'expected fields separated by comma, semicolon, tab or |' },
  {
    name: 'a file of the columns of the reference, separated by blanks',
    bytes: good.replaceAll(',', ' '),
    says: 'expected columns of good.csv ("x", "k"), got "x k"; fields are separated by comma, semicolon, tab or |',
  },
  {
    name: 'rows without a header, beside a reference with one',
    bytes: good.replace('x,k\n', ''),
    says: 'expected columns of good.csv ("x", "k"), got "c1", "c2"; bad.csv has no header',
  },
  {
    name: 'one byte that is not UTF-8',
    bytes: Buffer.from('x,k\n1.5,\xc3\xa9\n2,\xe9\n', 'latin1'),
    says: 'bad.csv, line 3: expected text in UTF-8',
  },
  { name: 'a field of 10 MB', bytes: `x,k\n1.5,${'a'.repeat(10_000_000)}\n`, says: 'expected lines of at most 2 MB' },
  { name: 'a torn gzip', bytes: gzipSync(good).subarray(0, 40), says: 'bad.csv cannot be read' },
  { name: 'a torn Parquet', bytes: 'PAR1 and no more', says: 'bad.csv cannot be read' },
])('$name is reported in one line, with exit 2, and nothing is written', async ({ bytes, says }) => {
  file('bad.csv', bytes);
  const { code, stderr, written } = await drift('--reference', 'good.csv', '--current', 'bad.csv');
  expect({ code, said: stderr.includes(says) ? says : stderr, lines: stderr.trimEnd().split('\n').length, written }).toEqual({
    code: 2,
    said: says,
    lines: 1,
    written: [],
  });
  expect(stderr).toContain('bad.csv');
});

test.each([
  { name: 'a missing file', args: ['--current', 'nowhere.csv'], says: 'nowhere.csv does not exist' },
  { name: 'a directory', args: ['--current', 'folder'], says: 'folder is a directory' },
  { name: 'a pattern without files', args: ['--current', 'no*.csv'], says: 'no file matches no*.csv' },
  {
    name: 'an unknown column in --types',
    args: ['--current', 'good.csv', '--types', 'y=numeric'],
    says: '--types: good.csv has no column "y"',
  },
  { name: 'an unknown method', args: ['--current', 'good.csv', '--method', 'x=kss'], says: '--method: for x expected one of' },
  { name: 'too little memory', args: ['--current', 'good.csv', '--memory', '1MB'], says: '--memory: expected a size from 256MB' },
])('$name exits with 2', async ({ args, says }) => {
  const { code, stderr, written } = await drift('--reference', 'good.csv', ...args);
  expect({ code, said: stderr.includes(says) ? says : stderr, written }).toEqual({ code: 2, said: says, written: [] });
});

test.each([
  { name: 'a byte order mark', bytes: `\uFEFF${good}` },
  { name: 'a text among numbers', bytes: `${good}12B,a\n` },
  { name: 'texts instead of numbers', bytes: 'x,k\nred,a\nblue,b\n' },
  { name: 'one row', bytes: 'x,k\n1.5,a\n' },
  { name: 'nothing but NaN', bytes: 'x,k\nNaN,a\nNaN,b\n' },
  { name: 'infinities', bytes: 'x,k\nInfinity,a\n-inf,b\n1,a\n' },
  { name: 'the largest numbers', bytes: 'x,k\n1e308,a\n-1e308,b\n' },
  { name: 'negative zero', bytes: 'x,k\n-0,a\n0,b\n-0.0,a\n' },
  { name: 'other categories', bytes: 'x,k\n1,zebra\n2,\n' },
  { name: 'a column that is gone', bytes: 'x,new\n1,2\n' },
])('$name can be compared', async ({ bytes }) => {
  file('odd.csv', bytes);
  const { context, stdout, stderr } = recordingContext({ cwd });
  const code = await runCommand(['drift', '--reference', 'good.csv', '--current', 'odd.csv', '--json', '-'], context);
  expect({ code, stderr: code === 0 ? '' : stderr() }).toEqual({ code: 0, stderr: '' });
  expect(Object.keys(JSON.parse(stdout()).features)).toEqual(['x', 'k']);
});

test('several files are one side, in alphabetical order', async () => {
  file('part-1.csv', good);
  file('part-2.csv', good);
  const { context, stdout } = recordingContext({ cwd });
  await runCommand(['drift', '--reference', 'good.csv', '--current', 'part-*.csv', '--json', '-'], context);
  expect(JSON.parse(stdout())).toMatchObject({ current: { rows: 200 }, n_drifted_features: 0 });
});

test('files of one side must have the same columns', async () => {
  file('mixed-1.csv', good);
  file('mixed-2.csv', 'x,z\n1,2\n');
  const { code, stderr } = await drift('--reference', 'good.csv', '--current', 'mixed-*.csv');
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'modelmonitor drift: mixed-2.csv: expected the columns of mixed-1.csv, but "k" is missing\n',
  });
});

test('a UTF-8 file beside one that --encoding is for is a warning', async () => {
  const towns = (encode: (text: string) => Buffer) => encode('x,k\n1.5,é\n2.5,é\n3.5,o\n');
  file(
    'utf8.csv',
    towns((text) => Buffer.from(text)),
  );
  file(
    'latin.csv',
    towns((text) => Buffer.from(text, 'latin1')),
  );
  const { context, stdout } = recordingContext({ cwd });
  const code = await runCommand(
    ['drift', '--reference', 'utf8.csv', '--current', 'latin.csv', '--encoding', 'iso-8859-2', '--json', '-'],
    context,
  );
  expect({ code, warnings: JSON.parse(stdout()).warnings }).toEqual({
    code: 0,
    warnings: ['utf8.csv is read as iso-8859-2, as --encoding says, but all its bytes are UTF-8'],
  });
});
