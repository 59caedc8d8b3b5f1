import { join } from 'node:path';
import { isPermissive, productionPackages } from './licences.ts';

const packages = productionPackages(join(import.meta.dirname, '..'));

test('every installed production dependency has a permissive licence', () => {
  const found = packages
    .filter(({ licence }) => !isPermissive(licence))
    .map(({ name, version, licence }) => `${name} ${version}: ${String(licence)}`);
  expect(found).toEqual([]);
});

test('the check covers dependencies of dependencies, and leaves out what only development needs', () => {
  const names = packages.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['koa', 'accepts', 'ajv']));
  expect(names).not.toContain('typescript');
});

test.each([
  { licence: 'MIT', expected: true },
  { licence: '(MIT OR GPL-3.0-only)', expected: true },
  { licence: 'Apache-2.0 AND MIT', expected: true },
  { licence: 'MIT AND GPL-3.0-only', expected: false },
  { licence: 'AGPL-3.0-or-later', expected: false },
  { licence: 'UNLICENSED', expected: false },
  { licence: undefined, expected: false },
])('$licence is permissive: $expected', ({ licence, expected }) => {
  expect(isPermissive(licence)).toBe(expected);
});
