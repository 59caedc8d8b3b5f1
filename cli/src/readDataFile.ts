import { resolve } from 'node:path';
import { DriftDataError, type ReadTableOptions, type ReadTableResult, readTable } from '@modelmonitor/drift';
import { InputError } from './errors.ts';

/**
 * Reads a CSV or Parquet file that a user named; errors call it what the user called it.
 *
 * @param path relative ones start from `cwd`
 * @throws InputError naming the file and what is wrong in it
 */
export async function readDataFile(
  path: string,
  { cwd, ...options }: ReadTableOptions & { readonly cwd: string },
): Promise<ReadTableResult> {
  const absolute = resolve(cwd, path);
  try {
    return await readTable(absolute, options);
  } catch (cause) {
    if (!(cause instanceof DriftDataError)) throw cause;
    throw new InputError(
      cause.message.replaceAll(absolute, () => path),
      { cause },
    );
  }
}
