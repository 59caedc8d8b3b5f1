import { stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { writeAtomic } from '@modelmonitor/job/compare';
import { InputError } from '../errors.ts';

/**
 * Writes a file that a user named, as a whole or not at all; a pipe or device is written to directly.
 *
 * @param path as the user gave it; relative ones start from `cwd`
 * @throws InputError when it cannot be written
 */
export async function writeOutput(path: string, text: string, cwd: string): Promise<void> {
  const target = resolve(cwd, path);
  try {
    const status = await stat(target).catch(() => undefined);
    if (status?.isDirectory() === true) throw new Error('it is a directory');
    if (status !== undefined && !status.isFile()) await writeFile(target, text);
    else await writeAtomic(target, text);
  } catch (cause) {
    throw new InputError(`${path} could not be written: ${reasonOf(cause as NodeJS.ErrnoException, dirname(path))}`, { cause });
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException, directory: string): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return `there is no directory ${directory}`;
    case 'EACCES':
    case 'EROFS':
      return `writing in ${directory} is not allowed`;
    default:
      return message;
  }
}
