import { stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { writeAtomic } from '@modelmonitor/job/compare';
import { InputError } from '../errors.ts';

/**
 * Writes an output file atomically; writes to a pipe or device directly.
 *
 * @param path as the user gave it; relative paths start from `cwd`
 * @throws InputError when it cannot be written
 */
export async function writeOutput(path: string, text: string | Uint8Array, cwd: string): Promise<void> {
  const target = resolve(cwd, path);
  try {
    const status = await stat(target).catch(() => undefined);
    if (status?.isDirectory() === true) throw new Error('it is a directory');
    if (status !== undefined && !status.isFile()) await writeFile(target, text);
    else await writeAtomic(target, text);
  } catch (cause) {
    throw writeProblem(path, cause);
  }
}

/** The error of a file that cannot be written, for the user. */
export function writeProblem(path: string, cause: unknown): InputError {
  return new InputError(`${path} could not be written: ${reasonOf(cause as NodeJS.ErrnoException, dirname(path))}`, { cause });
}

function reasonOf({ code, message }: NodeJS.ErrnoException, directory: string): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return `the directory ${directory} does not exist`;
    case 'EACCES':
    case 'EROFS':
      return `no permission to write in ${directory}`;
    default:
      return message;
  }
}
