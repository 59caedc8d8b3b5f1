import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { importsOf } from './importsOf.ts';
import { Parsed } from './parsed.ts';

/** A source file of the repository. */
export interface SourceFile {
  /** Path in the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly parsed: Parsed;
  /** Whether only tests use it: everything that no entry of a room reaches by imports. */
  readonly isTest: boolean;
}

const root = join(import.meta.dirname, '..');
const rooms = [
  'api',
  'stats',
  'models',
  'http',
  'sources',
  'tables',
  'databases',
  'store',
  'drift',
  'report',
  'job',
  'predictor',
  'render',
  'kube',
  'operator',
  'monitoring',
  'cli',
];
const entry = /^(\w+\/src\/)(index|main|bin|.*\.worker)\.ts$|^(examples|charts)\/(?!.*\.test\.ts$)/;

const files = readFiles();

/** Every TypeScript file of ours, parsed, in the order of their paths. Suites of one worker share them: their syntax trees take 130 MB. */
export function sourceFiles(): readonly SourceFile[] {
  return files;
}

function readFiles(): SourceFile[] {
  const paths = globSync(`{${[...rooms, 'examples', 'charts', 'test'].join(',')}}/**/*.ts`, { cwd: root, exclude: isInstalled }).sort();
  const parsed = new Map(
    paths.map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return [path, { path, text, parsed: new Parsed(text) }];
    }),
  );
  const reached = new Set<string>();
  const reach = (path: string): void => {
    const file = parsed.get(path);
    if (file === undefined || reached.has(path)) return;
    reached.add(path);
    for (const { from } of importsOf(file.parsed)) if (from.startsWith('.')) reach(posix.join(posix.dirname(path), from));
  };
  paths.filter((path) => entry.test(path)).forEach(reach);
  return [...parsed.values()].map((file) => ({ ...file, isTest: !reached.has(file.path) }));
}

function isInstalled(path: string): boolean {
  return path.endsWith('node_modules');
}
