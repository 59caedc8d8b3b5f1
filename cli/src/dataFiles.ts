import { glob, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from './errors.ts';

/**
 * The files that a user names: `*` and `?` stand for several, unless a file has that very name.
 *
 * @returns paths as the user would write them
 * @throws InputError where no file matches
 */
export async function dataFiles(patterns: readonly string[], cwd: string): Promise<string[]> {
  const found = await Promise.all(
    patterns.map(async (pattern) => {
      if (!/[*?]/.test(pattern) || (await stat(resolve(cwd, pattern)).then(Boolean, () => false))) return [pattern];
      const files = (await Array.fromAsync(glob(pattern, { cwd }))).sort();
      if (files.length === 0) throw new InputError(`no file matches ${pattern}`);
      return files;
    }),
  );
  return found.flat();
}

/**
 * Runs what reads files by their absolute paths; its errors name them as the user did.
 *
 * @throws InputError for a DriftDataError
 */
export async function withUserNames<Result>(
  files: readonly string[],
  cwd: string,
  read: (paths: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const names = new Map(files.map((file) => [resolve(cwd, file), file]));
  try {
    return await read([...names.keys()]);
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'DriftDataError') throw cause;
    throw new InputError(
      [...names].reduce((text, [path, name]) => text.replaceAll(path, () => name), cause.message),
      { cause },
    );
  }
}
