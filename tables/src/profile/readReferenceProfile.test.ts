import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeProfile } from './encodeProfile.ts';
import { readTypes } from './profileDataSet.ts';
import { profileOf } from './profileOf.ts';
import { categories, numbers, tableOf } from './profileTables.ts';
import { readReferenceProfile } from './readReferenceProfile.ts';

const directory = mkdtempSync(join(tmpdir(), 'profile-'));
const file = (name: string, content: string) => {
  writeFileSync(join(directory, name), content);
  return join(directory, name);
};
const profile = profileOf(tableOf(numbers('x', [1, 2]), categories('__proto__', ['a', null])), { types: { x: 'numeric' } });

test('a profile is known by what it holds, whatever its name', async () => {
  const path = file('reference.csv', encodeProfile(profile));
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
  expect(await readReferenceProfile(path)).toEqual({ profile, hash });
  expect(Object.entries(readTypes(profile))).toEqual([
    ['x', 'numeric'],
    ['__proto__', 'categorical'],
  ]);
});

test.each([
  { name: 'a CSV file', path: file('data.csv', 'x,c\n1,a\n') },
  { name: 'another JSON document', path: file('pod.json', '{"kind": "Pod"}') },
  { name: 'an empty file', path: file('empty', '') },
  { name: 'a directory', path: directory },
  { name: 'no file', path: join(directory, 'none') },
])('$name is no profile', async ({ path }) => {
  expect(await readReferenceProfile(path)).toBeUndefined();
});

test('a profile that was cut short is an error that names the file', async () => {
  const path = file('torn.json', encodeProfile(profile).slice(0, -20));
  await expect(readReferenceProfile(path)).rejects.toThrow(`${path} is not a profile that can be used: expected one whole JSON document`);
});
