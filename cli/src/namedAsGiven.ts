import { resolve } from 'node:path';
import { DriftDataError } from '@modelmonitor/tables';
import { InputError } from './errors.ts';

/**
 * Reads a file that a user named. Messages of the drift room name files by their whole path; a user gave a shorter one.
 *
 * @throws InputError for a DriftDataError, naming the file as the user did
 */
export async function namedAsGiven<Result>(file: string, cwd: string, read: (path: string) => Promise<Result>): Promise<Result> {
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
