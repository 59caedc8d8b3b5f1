import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasUnderscore } from './hasUnderscore.ts';

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
  expect(await hasUnderscore(path, true)).toBe(expected);
});
