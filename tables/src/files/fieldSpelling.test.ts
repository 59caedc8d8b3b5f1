import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fieldSpelling } from './fieldSpelling.ts';

const long = '1\n'.repeat(600_000);

test.each([
  ['one in a value', 'a\n1_000\n', true],
  ['one in the header only', 'a_b\n1\n', false],
  ['none', 'a\n1\n', false],
  ['no line below the header', 'a_b', true],
  ['one after the first mebibyte', `a\n${long}1_0\n`, true],
  ['none in more than a mebibyte', `a_b\n${long}`, false],
])('finds an underscore below the header: %s', async (_, text, expected) => {
  const path = join(mkdtempSync(join(tmpdir(), 'underscore-')), 'data.csv');
  writeFileSync(path, text);
  expect((await fieldSpelling(path, true)).hasUnderscore).toBe(expected);
});

test.each([
  ['plain digits and decimals', 'a,b\n1,0.5\n-20,10.05\n0,100\n', true],
  ['a zero in front', 'a,b\n1,2\n007,3\n', false],
  ['a zero in front in quotes', 'a;b\n1;"02"\n', false],
  ['a zero behind the point', 'a,b\n1,2\n1.0,3\n', false],
  ['a point at the end of the file', 'a\n1\n1.', false],
  ['an exponent', 'a\n1\n1e3\n', false],
  ['odd spelling in the header only', '007,1.0\n1,2\n', true],
  ['a zero in front in the first of rows without a header', '01\n2\n', false],
])('is written plainly or not: %s', async (name, text, expected) => {
  const path = join(mkdtempSync(join(tmpdir(), 'spelling-')), 'data.csv');
  writeFileSync(path, text);
  expect((await fieldSpelling(path, !name.includes('without a header'))).isPlainlySpelled).toBe(expected);
});
