import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { errorText } from '@modelmonitor/api/plain';
import { DriftDataError } from '../../errors.ts';

/** Beginning and end of a text file, unpacked. */
export interface TextSample {
  readonly start: Buffer;
  /** The last bytes; empty where the start is the whole file. */
  readonly end: Buffer;
  readonly isWhole: boolean;
  /** Bytes of the text. */
  readonly size: number;
}

const START_BYTES = 64 * 1024;
const END_BYTES = 64 * 1024;
const LONGEST_START = 4 * 1024 * 1024;

/** What a gzipped file may unpack to: so many bytes, and so many for each packed one. Tables reach some 50, bombs 1,000. */
const UNPACKED_BYTES = 64 * 1024 * 1024;
const MOST_GROWTH = 100;

/**
 * Reads the beginning and the end of a text file. A gzipped one is unpacked to its end, since the database would read one that is cut short as
 * a shorter one.
 *
 * @param isEnough whether a beginning is long enough to see how the file is a table
 * @throws DriftDataError when it cannot be read, or unpacks to far more than its size
 */
export async function textSample(path: string, isGzip: boolean, isEnough: (start: Buffer) => boolean): Promise<TextSample> {
  try {
    return isGzip ? await unpackedSample(path, isEnough) : await plainSample(path, isEnough);
  } catch (cause) {
    const expected = isGzip ? 'expected a whole gzip file, got ' : '';
    throw new DriftDataError(`${path} cannot be read: ${expected}${errorText(cause)}`, { cause });
  }
}

/** The text of a file, part by part, unpacked. */
export function textParts(path: string, isGzip: boolean): AsyncIterable<Buffer> {
  const bytes = createReadStream(path, { highWaterMark: 1024 * 1024 });
  if (!isGzip) return bytes;
  const plain = createGunzip({ chunkSize: 256 * 1024 });
  bytes.on('error', (cause) => plain.destroy(cause));
  plain.on('close', () => bytes.destroy());
  return bytes.pipe(plain);
}

async function plainSample(path: string, isEnough: (start: Buffer) => boolean): Promise<TextSample> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    let start = await readAt(file, 0, START_BYTES);
    for (let length = 4 * START_BYTES; start.length < Math.min(size, LONGEST_START) && !isEnough(start); length *= 4)
      start = await readAt(file, 0, Math.min(length, LONGEST_START));
    const isWhole = start.length >= size;
    const from = Math.max(start.length, size - END_BYTES);
    return { start, end: isWhole ? Buffer.alloc(0) : await readAt(file, from, size - from), isWhole, size };
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function unpackedSample(path: string, isEnough: (start: Buffer) => boolean): Promise<TextSample> {
  const parts: Buffer[] = [];
  const most = UNPACKED_BYTES + MOST_GROWTH * (await stat(path)).size;
  let [start, end, size, isLong]: [Buffer, Buffer, number, boolean] = [Buffer.alloc(0), Buffer.alloc(0), 0, false];
  for await (const part of textParts(path, true)) {
    size += part.length;
    if (size > most) throw new Error(`one that unpacks to more than ${most} bytes; unpack it first`);
    if (isLong) {
      end = part.length >= END_BYTES ? part.subarray(-END_BYTES) : Buffer.concat([end, part]).subarray(-END_BYTES);
      continue;
    }
    parts.push(part);
    if (size < START_BYTES) continue;
    start = Buffer.concat(parts);
    isLong = start.length >= LONGEST_START || isEnough(start);
  }
  return isLong ? { start, end, isWhole: size === start.length, size } : { start: Buffer.concat(parts), end, isWhole: true, size };
}
