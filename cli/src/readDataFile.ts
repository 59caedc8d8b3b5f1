import { resolve } from 'node:path';
import { type ReadTableOptions, type ReadTableResult, readTable } from '@modelmonitor/tables/files';
import { readUserFile } from './readUserFile.ts';

/**
 * Reads a CSV or Parquet file given by the user.
 *
 * @param path relative paths start from `cwd`
 * @throws InputError naming the file as the user gave it, and the problem
 */
export async function readDataFile(
  path: string,
  { cwd, ...options }: ReadTableOptions & { readonly cwd: string },
): Promise<ReadTableResult> {
  const table = await readUserFile(path, cwd, (absolute) => readTable(absolute, options));
  return { ...table, notes: table.notes.map((note) => note.replaceAll(resolve(cwd, path), () => path)) };
}
