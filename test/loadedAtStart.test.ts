import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { importsOf } from './importsOf.ts';
import { sourceFiles } from './sourceFiles.ts';

const files = new Map(sourceFiles().map((file) => [file.path, file]));

/** The file behind a specifier; undefined for a package of others, or of Node. */
function fileOf(from: string, importer: string): string | undefined {
  if (from.startsWith('.')) return posix.join(posix.dirname(importer), from);
  const [, room, entry] = /^@modelmonitor\/([^/]+)(\/.+)?$/.exec(from) ?? [];
  if (room === undefined) return undefined;
  const { exports } = JSON.parse(readFileSync(join(import.meta.dirname, '..', room, 'package.json'), 'utf8')) as {
    exports: Record<string, string>;
  };
  return posix.join(room, exports[`.${entry ?? ''}`] ?? '');
}

/** All that is loaded with a file: what it and its imports import before anything runs. */
function loadedWith(path: string, loaded = new Set<string>()): ReadonlySet<string> {
  const file = files.get(path);
  if (loaded.has(path) || file === undefined) return loaded;
  loaded.add(path);
  for (const { from, isType, isDynamic } of importsOf(file.parsed)) {
    if (isType || isDynamic) continue;
    const next = fileOf(from, path);
    if (next === undefined) loaded.add(from);
    else loadedWith(next, loaded);
  }
  return loaded;
}

test.each([
  { what: 'a drift job, before it knows its command', path: 'job/src/main.ts' },
  { what: 'a check of rows from a file', path: 'job/src/check/checkCommand.ts' },
  { what: 'the bins of a reference', path: 'job/src/check/binsJob.ts' },
  { what: 'the background of explanations', path: 'job/src/check/backgroundJob.ts' },
  { what: 'a predictor', path: 'predictor/src/index.ts' },
  { what: 'modelmonitor, before it knows its command', path: 'cli/src/bin.ts' },
  { what: 'modelmonitor run', path: 'cli/src/run/serveCommand.ts' },
  { what: 'modelmonitor drift', path: 'cli/src/commands/drift.ts' },
])('$what starts without the HTTP client', ({ path }) => {
  const loaded = loadedWith(path);
  expect(loaded.size).toBeGreaterThan(1);
  expect([...loaded].filter((one) => one.startsWith('http/'))).toEqual([]);
});

test('what sends requests loads it', () => {
  for (const path of ['job/src/pods/collectRows.ts', 'job/src/cluster/configMapStore.ts', 'cli/src/commands/traffic.ts'])
    expect([...loadedWith(path)]).toContain('http/src/httpClient.ts');
});

test('the operator starts without the clients of Kubernetes, which take seventy MiB', () => {
  const loaded = loadedWith('operator/src/startOperator.ts');
  expect(loaded).toContain('kube/src/loadCredentials.ts');
  expect(loaded).not.toContain('@kubernetes/client-node');
});
