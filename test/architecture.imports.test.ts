import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { importsOf } from './importsOf.ts';
import { mayImport } from './mayImport.ts';
import { sourceFiles } from './sourceFiles.ts';

const files = sourceFiles().filter(({ path, isTest }) => !isTest && roomOf(path) in mayImport);

function roomOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function dependenciesOf(room: string, kind: 'dependencies' | 'devDependencies' = 'dependencies'): string[] {
  const text = readFileSync(join(import.meta.dirname, '..', room, 'package.json'), 'utf8');
  return Object.keys((JSON.parse(text) as Partial<Record<typeof kind, Record<string, string>>>)[kind] ?? {});
}

test('a room imports only the rooms below it', () => {
  const found = files.flatMap((file) =>
    importsOf(file.parsed)
      .filter(({ from }) => from.startsWith('@modelmonitor/'))
      .filter(({ from }) => !mayImport[roomOf(file.path)]?.some((room) => `${from}/`.startsWith(`@modelmonitor/${room}/`)))
      .map(({ from, line }) => `${file.path}:${line} imports ${from}`),
  );
  expect(found).toEqual([]);
});

test('rooms that a command or a job starts with take nothing of api that loads its schemas', () => {
  const light = ['stats', 'http', 'models', 'sources', 'tables', 'drift', 'report', 'job'];
  const checksDocuments = 'tables/src/profile/parseProfile.ts';
  const found = files
    .filter(({ path }) => light.includes(roomOf(path)) && path !== checksDocuments)
    .flatMap((file) =>
      importsOf(file.parsed)
        .filter(({ from, isType }) => from === '@modelmonitor/api' && !isType)
        .map(({ line }) => `${file.path}:${line} imports @modelmonitor/api instead of @modelmonitor/api/plain`),
    );
  expect(found).toEqual([]);
});

test('a relative import names a file of the same room, with its ending', () => {
  const found = files.flatMap((file) =>
    importsOf(file.parsed)
      .filter(({ from }) => from.startsWith('.') || from.startsWith('/'))
      .filter(({ from }) => roomOf(posix.join(posix.dirname(file.path), from)) !== roomOf(file.path) || !/\.(ts|js|json)$/.test(from))
      .map(({ from, line }) => `${file.path}:${line} imports ${from}`),
  );
  expect(found).toEqual([]);
});

test('any other import is a dependency of the room, or of Node with its prefix', () => {
  const found = files.flatMap((file) => {
    const room = roomOf(file.path);
    const known = [...dependenciesOf(room), ...(room === 'monitoring' ? dependenciesOf(room, 'devDependencies') : [])];
    return importsOf(file.parsed)
      .filter(({ from }) => !from.startsWith('.'))
      .filter(({ from }) =>
        from.startsWith('node:') ? !isBuiltin(from) : !known.some((name) => from === name || from.startsWith(`${name}/`)),
      )
      .map(({ from, line }) => `${file.path}:${line} imports ${from}`);
  });
  expect(found).toEqual([]);
});

/** What others than `http` may import of Node's own modules for HTTP: servers and their types. */
const serving = ['createServer', 'Server', 'IncomingMessage', 'ServerResponse', 'IncomingHttpHeaders', 'RequestListener', 'RequestOptions'];
const headerChecks = ['validateHeaderName', 'validateHeaderValue'];

test('outgoing HTTP requests go through the room http alone', () => {
  const found = files
    .filter(({ path }) => roomOf(path) !== 'http')
    .flatMap(({ path, parsed }) => [
      ...importsOf(parsed)
        .filter(
          ({ from, names }) =>
            from === 'undici' || (/^node:https?2?$/.test(from) && !names.every((name) => [...serving, ...headerChecks].includes(name))),
        )
        .map(({ from, line, names }) => `${path}:${line} imports ${names.join(', ')} from ${from}`),
      ...parsed
        .all('CallExpression', 'MemberExpression')
        .filter((node) => /^(globalThis\.)?fetch\b/.test(parsed.textOf(node)))
        .map((node) => `${path}:${parsed.lineOf(node)} calls fetch`),
    ]);
  expect(found).toEqual([]);
});

test('every runtime dependency has its line in docs/adr/0002-runtime-dependencies.md', () => {
  const record = readFileSync(join(import.meta.dirname, '../docs/adr/0002-runtime-dependencies.md'), 'utf8');
  const rooms = [...new Set(files.map(({ path }) => roomOf(path)))];
  const missing = rooms.flatMap((room) =>
    dependenciesOf(room)
      .filter((name) => !name.startsWith('@modelmonitor/') && !record.includes(`\n- \`${name}\`: `))
      .map((name) => `${room}/package.json: ${name}`),
  );
  expect(missing).toEqual([]);
});

test('YAML is written by yamlText, which quotes what YAML 1.1 reads otherwise', () => {
  const writes = /\bnew Document\(|\bdocument\.toString\(|\bstringify\b.* from 'yaml'/i;
  const found = sourceFiles().filter(({ isTest, text }) => !isTest && text.includes("from 'yaml'") && writes.test(text));
  expect(found.map(({ path }) => path)).toEqual(['cli/src/manifests/yamlText.ts']);
});
