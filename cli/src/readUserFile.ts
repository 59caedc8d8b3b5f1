import { resolve } from 'node:path';
import { DriftDataError } from '@modelmonitor/tables';
import { InputError } from './errors.ts';

/**
 * Reads a file given by the user. Messages of the reader contain the absolute path; errors here contain the path as the user gave it.
 *
 * @throws InputError for a DriftDataError, naming the file as the user did
 */
export async function readUserFile<Result>(file: string, cwd: string, read: (path: string) => Promise<Result>): Promise<Result> {
  const path = resolve(cwd, file);
  try {
    return await read(path);
  } catch (cause) {
    if (!(cause instanceof DriftDataError)) throw cause;
    throw new InputError(
      cause.message.replaceAll(path, () => file),
      { cause },
    );
  }
}
