import type { ReadType } from '../readType.ts';
import { columnTypes } from './columnTypes.ts';
import { loadFile, openDuckDb } from './loadedFile.ts';

/**
 * Types of a file's columns, by name: real numbers are numeric; whole numbers are categories when they take at most ten values, else
 * numeric; truth values and text are categories.
 *
 * @param path a CSV (also gzipped) or Parquet file
 * @throws DriftDataError when the file cannot be read
 */
export async function inferTypes(path: string): Promise<Record<string, ReadType>> {
  const { connection, close } = await openDuckDb();
  try {
    return await columnTypes(connection, await loadFile(connection, path));
  } finally {
    close();
  }
}
