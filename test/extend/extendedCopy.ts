import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runProgram } from '../command.ts';
import { patch, type RecipeFile } from './recipe.ts';

const root = join(import.meta.dirname, '../..');
const copies: string[] = [];

afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});

/** A copy of the repository to which recipes of docs/extend.md were applied. */
export interface ExtendedCopy {
  /** A file of the copy as text. */
  readonly read: (path: string) => string;
  readonly write: (path: string, text: string) => void;
  /** Runs a program of Node in the copy, which has to succeed. @returns what it printed */
  readonly node: (...args: string[]) => Promise<string>;
}

/**
 * Copies the repository, applies recipes, and generates.
 *
 * @throws Error when a recipe cannot be applied
 */
export async function extendedCopy(files: readonly RecipeFile[]): Promise<ExtendedCopy> {
  const copy = copyOfRepository();
  const read = (path: string) => readFileSync(join(copy, path), 'utf8');
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  };
  const node = (...args: string[]) => runProgram(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { cwd: copy });
  for (const { path, kind, text } of files) write(path, kind === 'ts' ? text : patch(read(path), text));
  await node('test/generateSources.ts');
  await node('test/generate.ts');
  return { read, write, node };
}

/** All files but installed ones; packages are links to those installed, those of the workspace to the copy. */
function copyOfRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'modelmonitor-extend-'));
  copies.push(copy);
  for (const name of readdirSync(root).filter((entry) => entry !== 'node_modules' && !entry.startsWith('.')))
    cpSync(join(root, name), join(copy, name), { recursive: true });
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')).filter((entry) => !entry.startsWith('.') && entry !== '@modelmonitor'))
    symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  mkdirSync(join(copy, 'node_modules/@modelmonitor'));
  for (const room of readdirSync(join(root, 'node_modules/@modelmonitor')))
    symlinkSync(join(copy, room), join(copy, 'node_modules/@modelmonitor', room));
  return copy;
}
