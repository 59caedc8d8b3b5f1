import { closeSync, fstatSync, ftruncateSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { countPredicted } from '../countPredicted.ts';
import type { RowBatch } from '../rowBatch.ts';
import { decodeBatch, encodeBatch } from './batchBytes.ts';

/** What is known of a batch in a file without reading it. */
export interface SpilledBatch {
  readonly number: number;
  readonly rows: number;
  /** Rows with a prediction. */
  readonly predicted: number;
}

interface Entry extends SpilledBatch {
  readonly offset: number;
  readonly length: number;
  readonly checksum: number;
}

/** A file of batches, one after another: length, checksum, rows and predicted rows (32 bits each), number (64-bit float), and the batch as bytes. */
export interface Segment {
  readonly path: string;
  readonly bytes: number;
  /** Batches that were not removed, oldest first. */
  readonly entries: readonly SpilledBatch[];
  /** Appends a batch; throws when the disk is full, without a trace of it in the file. */
  append(batch: RowBatch): void;
  /** The oldest batch; undefined when its bytes were changed. */
  readFirst(): RowBatch | undefined;
  removeFirst(): void;
  /** Whether the file still has its name. */
  exists(): boolean;
  close(): void;
  delete(): void;
}

const entryBytes = 24;

/** Opens a file, or creates it for its owner only; a batch that was not written to its end is left out. */
export function openSegment(path: string): Segment {
  const file = openSync(path, 'a+', 0o600);
  const { entries, end } = scanEntries(file);
  let bytes = end;
  return {
    path,
    entries,
    get bytes() {
      return bytes;
    },
    append(batch) {
      const encoded = encodeBatch(batch);
      const entry = { number: batch.number, rows: batch.rows, predicted: countPredicted(batch), offset: bytes + entryBytes };
      const described = { ...entry, length: encoded.length, checksum: crc32(encoded) };
      try {
        writeWhole(file, Buffer.concat([entryHeader(described), encoded]));
      } catch (error) {
        ftruncateSync(file, bytes);
        throw error;
      }
      entries.push(described);
      bytes = described.offset + described.length;
    },
    readFirst() {
      const entry = entries[0];
      if (entry === undefined) return undefined;
      const read = new Uint8Array(entry.length);
      readSync(file, read, 0, entry.length, entry.offset);
      return crc32(read) === entry.checksum ? decodeBatch(read.buffer) : undefined;
    },
    removeFirst: () => void entries.shift(),
    exists: () => fstatSync(file).nlink > 0,
    close: () => closeSync(file),
    delete() {
      closeSync(file);
      unlinkSync(path);
    },
  };
}

function scanEntries(file: number): { entries: Entry[]; end: number } {
  const { size } = fstatSync(file);
  const entries: Entry[] = [];
  const header = Buffer.alloc(entryBytes);
  let end = 0;
  while (readSync(file, header, 0, entryBytes, end) === entryBytes) {
    const [length, checksum, rows, predicted] = [0, 4, 8, 12].map((at) => header.readUInt32LE(at)) as [number, number, number, number];
    const offset = end + entryBytes;
    if (offset + length > size) break;
    entries.push({ length, checksum, rows, predicted, number: header.readDoubleLE(16), offset });
    end = offset + length;
  }
  return { entries, end };
}

function entryHeader({ length, checksum, rows, predicted, number }: Entry): Buffer {
  const header = Buffer.alloc(entryBytes);
  for (const [place, value] of [length, checksum, rows, predicted].entries()) header.writeUInt32LE(value, place * 4);
  header.writeDoubleLE(number, 16);
  return header;
}

function writeWhole(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
