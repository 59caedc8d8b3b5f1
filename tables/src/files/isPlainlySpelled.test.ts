import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPlainlySpelled } from './isPlainlySpelled.ts';

test.each([
  ['plain digits and decimals', 'a,b\n1,0.5\n-20,10.05\n0,100\n', true],
  ['a zero in front', 'a,b\n1,2\n007,3\n', false],
  ['a zero in front in quotes', 'a;b\n1;"02"\n', false],
  ['a zero behind the point', 'a,b\n1,2\n1.0,3\n', false],
  ['a point at the end of the file', 'a\n1\n1.', false],
  ['an exponent', 'a\n1\n1e3\n', false],
  ['odd spelling in the header only', '007,1.0\n1,2\n', true],
  ['a zero in front in the first of rows without a header', '01\n2\n', false],
])('%s', async (name, text, expected) => {
  const path = join(mkdtempSync(join(tmpdir(), 'spelling-')), 'data.csv');
  writeFileSync(path, text);
  expect(await isPlainlySpelled(path, !name.includes('without a header'))).toBe(expected);
});
