import { basename } from 'node:path';
import type { Node } from './parsed.ts';
import { type SourceFile, sourceFiles } from './sourceFiles.ts';

const files = sourceFiles();
const entries = /(^|\/)(index|main|bin|errors|[^/]+\.worker)\.ts$|^examples\//;

test('no file is named utils, helpers, types or common', () => {
  const drawer = /^(utils?|helpers?|types?|common|misc|shared|lib)\.ts$/i;
  expect(files.map(({ path }) => path).filter((path) => drawer.test(basename(path)))).toEqual([]);
});

test('a file is named after what it exports: they have a word in common', () => {
  const found = files
    .filter(({ path, isTest }) => !isTest && !entries.test(path))
    .map((file) => ({ path: file.path, exported: exportsOf(file) }))
    .filter(({ path, exported }) => !exported.flatMap(stems).some((stem) => stems(basename(path, '.ts')).includes(stem)))
    .map(({ path, exported }) => `${path} exports ${exported.join(', ') || 'nothing'}`);
  expect(found).toEqual([]);
});

/** The words of a name, cut so that trainer meets train and reports meet report. */
function stems(name: string): string[] {
  return name.split(/(?=[A-Z])|[^A-Za-z0-9]/).map((word) => word.toLowerCase().slice(0, 5).replace(/s$/, ''));
}

function exportsOf({ parsed }: SourceFile): string[] {
  const declared = parsed.all('ExportDeclaration').flatMap((node) => {
    const declaration = node['declaration'] as Node;
    const declarators = (declaration['declarations'] ?? [declaration]) as Node[];
    return declarators.map((one) => String(((one['id'] ?? one['identifier']) as { value?: string }).value ?? ''));
  });
  const listed = parsed.all('ExportSpecifier').map((node) => String((node['orig'] as Node)['value']));
  return [...declared, ...listed].filter((name) => name !== '');
}
