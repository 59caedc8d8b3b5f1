import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { errorCode, errorText } from '@modelmonitor/api/plain';
import { DriftDataError } from '../errors.ts';
import { foreignFormat } from './foreignFormat.ts';

export type DataFormat = 'csv' | 'gzip' | 'parquet';

const HASHED_AT_ONCE = 1024 * 1024;
const FIRST_BYTES = 4096;

/**
 * What a file is, by its first bytes: Parquet, a gzipped CSV, or else a CSV.
 *
 * @throws DriftDataError when it is missing, a directory, empty, unreadable or in another format
 */
export async function dataFormat(path: string): Promise<DataFormat> {
  const start = await firstBytes(path);
  if (start.length === 0) throw new DriftDataError(`${path} is empty, expected a CSV or Parquet file`);
  const magic = start.toString('latin1', 0, 4);
  if (magic === 'PAR1') return 'parquet';
  if (magic === 'PARE') throw new DriftDataError(`${path} is an encrypted Parquet file, expected one that is not`);
  const foreign = foreignFormat(start);
  if (foreign !== undefined) throw new DriftDataError(`${path}: expected a CSV or Parquet file, got ${foreign}`);
  return start[0] === 0x1f && start[1] === 0x8b ? 'gzip' : 'csv';
}

/** SHA-256 of the bytes of several files, one after the other, in hexadecimal digits. */
export async function filesHash(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) for await (const part of createReadStream(path, { highWaterMark: HASHED_AT_ONCE })) hash.update(part);
  return hash.digest('hex');
}

async function firstBytes(path: string): Promise<Buffer> {
  try {
    if ((await stat(path)).isDirectory()) throw new DriftDataError(`${path} is a directory, expected a CSV or Parquet file`);
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof DriftDataError) throw cause;
    const missing = errorCode(cause) === 'ENOENT';
    throw new DriftDataError(missing ? `${path} does not exist` : `${path} cannot be read: ${errorText(cause)}`, {
      cause,
    });
  }
}
