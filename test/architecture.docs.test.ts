import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayImport } from './mayImport.ts';

const root = join(import.meta.dirname, '..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const pages = ['docs/architecture.md', 'docs/extend.md', 'CONTRIBUTING.md'].filter((page) => existsSync(join(root, page)));

/** Paths in backticks; `NAME` stands for any name. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`((?:[\w.-]+\/)+[\w.*-]*)`/g)].map(([, path]) => String(path));
}

function exists(path: string): boolean {
  return globSync(path.replaceAll('NAME', '*'), { cwd: root }).length > 0;
}

test.each(pages)('every path in %s exists', (page) => {
  const paths = pathsIn(textOf(page));
  expect(paths.length).toBeGreaterThan(3);
  expect(paths.filter((path) => !exists(path))).toEqual([]);
});

test('a path that does not exist is found', () => {
  expect(pathsIn('`drift/src/none.ts`, `docs/`, `planFor`').map((path) => [path, exists(path)])).toEqual([
    ['drift/src/none.ts', false],
    ['docs/', true],
  ]);
});

test('the table of rooms names what each room may import', () => {
  const rows = [...textOf('docs/architecture.md').matchAll(/^\| `(\w+)\/` \| .* \| (.*) \|$/gm)];
  const table = rows.map(([, room, imports = '']) => [room, imports === '–' ? [] : imports.split(', ')]);
  expect(Object.fromEntries(table)).toEqual(mayImport);
});

test.each(['One request', 'One prediction to the log', 'One model', 'One column', 'One event'])(
  '%s can be followed in at most twelve files',
  (flow) => {
    const [, section = ''] = textOf('docs/architecture.md').split(`\n## ${flow}\n`);
    const [text = ''] = section.split('\n## ');
    const files = new Set(pathsIn(text).filter((path) => path.endsWith('.ts')));
    expect(files.size).toBeGreaterThan(5);
    expect(files.size).toBeLessThanOrEqual(12);
  },
);

test('the README has at most 150 lines', () => {
  expect(textOf('README.md').split('\n').length - 1).toBeLessThanOrEqual(150);
});
