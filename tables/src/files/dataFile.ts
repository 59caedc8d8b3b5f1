import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { errorCode, errorText } from '@modelmonitor/api/plain';
import { DriftDataError } from '../errors.ts';
import { type CsvHeader, csvHeader } from './csvHeader.ts';

export type DataFormat = 'csv' | 'gzip' | 'parquet';

const HASHED_AT_ONCE = 1024 * 1024;
const FIRST_LINES_BYTES = 64 * 1024;
const LONGEST_HEADER_CHARACTERS = 4 * 1024 * 1024;

/**
 * What a file is, by its first bytes: Parquet, a gzipped CSV, or else a CSV.
 *
 * @throws DriftDataError when it is missing, a directory, empty or unreadable
 */
export async function dataFormat(path: string): Promise<DataFormat> {
  const start = await firstBytes(path);
  if (start.length === 0) throw new DriftDataError(`${path} is empty, expected a CSV or Parquet file`);
  if (start.toString('latin1') === 'PAR1') return 'parquet';
  return start[0] === 0x1f && start[1] === 0x8b ? 'gzip' : 'csv';
}

/** SHA-256 of the bytes of several files, one after the other, in hexadecimal digits. */
export async function filesHash(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) for await (const part of createReadStream(path, { highWaterMark: HASHED_AT_ONCE })) hash.update(part);
  return hash.digest('hex');
}

/**
 * Unpacks a gzipped file once to its end: the database would take a torn one for a shorter one.
 *
 * @throws DriftDataError when it is cut short or changed
 */
export async function requireWholeGzip(path: string): Promise<void> {
  try {
    await pipeline(createReadStream(path), createGunzip(), new Writable({ write: (_part, _encoding, done) => done() }));
  } catch (cause) {
    throw new DriftDataError(`${path} cannot be read: ${errorText(cause)}`, { cause });
  }
}

/** The header of a CSV file, gzipped or not. */
export async function fileHeader(path: string, format: DataFormat): Promise<CsvHeader> {
  const bytes = createReadStream(path);
  const plain = format === 'gzip' ? bytes.on('error', () => undefined).pipe(createGunzip()) : bytes;
  plain.setEncoding('utf8');
  let start = '';
  try {
    for await (const part of plain) {
      start += part;
      const header = csvHeader(start, false);
      if (header !== undefined) return header;
      if (start.length > LONGEST_HEADER_CHARACTERS)
        throw new DriftDataError(`${path}: expected a header of at most 4 MiB, got a longer first line`);
    }
  } catch (cause) {
    if (cause instanceof DriftDataError) throw cause;
    throw new DriftDataError(`${path} cannot be read: ${errorText(cause)}`, { cause });
  } finally {
    bytes.destroy();
  }
  return csvHeader(start, true) ?? { names: [], delimiter: ',' };
}

/** Lines at the beginning of a text file, as far as 64 KiB hold them. */
export async function firstLines(path: string): Promise<string[]> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_LINES_BYTES), 0, FIRST_LINES_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead).split(/\r?\n/);
  } finally {
    await file.close();
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  try {
    if ((await stat(path)).isDirectory()) throw new DriftDataError(`${path} is a directory, expected a CSV or Parquet file`);
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
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
