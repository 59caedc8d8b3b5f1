import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Node, Parsed } from './parsed.ts';
import { startsWithParticiple } from './participles.ts';
import { retiredLines, retiredWords } from './retiredWords.ts';
import { sourceFiles } from './sourceFiles.ts';

const root = join(import.meta.dirname, '..');
const glossary = 'docs/style.md';
const exempt = new Set([glossary, 'CHANGELOG.md', 'LICENSE', 'test/retiredWords.test.ts', 'test/participles.ts', 'test/retiredWords.ts']);
/** Binary files, and data, lock files and texts that come from elsewhere. */
const notOurs = /\.(png|ico|gz|parquet|csv|sum)$|(^|\/)fixtures\/|^package-lock\.json$/;

const words = retiredWords(readFileSync(join(root, glossary), 'utf8'));

test('the glossary lists the words that are looked for', () => {
  expect(words.length).toBeGreaterThan(40);
  expect(words.map(({ word }) => word)).toEqual(expect.arrayContaining(['wanted', 'AllRight', 'a line a']));
});

test.each([
  ['one of a, b is wanted', ['1: wanted']],
  ['Wanted\n\nWANTED_BYTES', ['1: wanted', '3: wanted']],
  ['wantedUnit, isWanted, x-wanted', ['1: wanted', '1: wanted', '1: wanted']],
  ['unwanted, wantedly', []],
  ["reason: 'AllRight'; allRight; all right", ['1: AllRight', '1: AllRight', '1: AllRight']],
  [' * writes a line\n   * a feature', ['1: a line a']],
  ['a line and a feature, a line above', []],
])('%j holds %j', (text, found) => {
  expect(retiredLines(text, words)).toEqual(found);
});

test('no tracked file holds a retired word', () => {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
  const paths = listed.split('\0').filter((path) => path !== '' && !exempt.has(path) && !notOurs.test(path));
  expect(paths.flatMap((path) => retiredLines(textOf(path), words).map((found) => `${path}:${found}`))).toEqual([]);
});

test.each([
  ['parsed', true],
  ['preparedSide', true],
  ['writtenFiles', true],
  ['weightedMean', false],
  ['seedOf', false],
  ['writeReport', false],
])('%s begins with a past participle: %s', (name, expected) => {
  expect(startsWithParticiple(name)).toBe(expected);
});

test('no function is named by a past participle', () => {
  const found = sourceFiles()
    .filter(({ isTest }) => !isTest)
    .flatMap(({ path, parsed }) =>
      functionNames(parsed).flatMap(({ name, line }) => (startsWithParticiple(name) ? [`${path}:${line} ${name}`] : [])),
    );
  expect(found).toEqual([]);
});

/** A file that was deleted but is still tracked holds nothing. */
function textOf(path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return '';
  }
}

/** Functions, methods, and constants that hold an arrow function. */
function functionNames(parsed: Parsed): { name: string; line: number }[] {
  return parsed.all('FunctionDeclaration', 'ClassMethod', 'PrivateMethod', 'VariableDeclarator').flatMap((node) => {
    const isFunction =
      node.type !== 'VariableDeclarator' ||
      ['ArrowFunctionExpression', 'FunctionExpression'].includes((node['init'] as Node | null)?.type ?? '');
    const { value } = (node['identifier'] ?? node['key'] ?? node['id']) as { value?: unknown };
    return isFunction && typeof value === 'string' ? [{ name: value, line: parsed.lineOf(node) }] : [];
  });
}
