import { type ReadTableOptions, type ReadTableResult, readTable } from '@modelmonitor/tables/files';
import { namedAsGiven } from './namedAsGiven.ts';

/**
 * Reads a CSV or Parquet file that a user named; errors call it what the user called it.
 *
 * @param path relative ones start from `cwd`
 * @throws InputError naming the file and what is wrong in it
 */
export function readDataFile(path: string, { cwd, ...options }: ReadTableOptions & { readonly cwd: string }): Promise<ReadTableResult> {
  return namedAsGiven(path, cwd, (absolute) => readTable(absolute, options));
}
