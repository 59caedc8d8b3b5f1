import { closeSync, fstatSync, ftruncateSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { countPredicted } from '../countPredicted.ts';
import { dropFeatures } from '../dropFeatures.ts';
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
  /** Overwrites features in all batches, removed ones too. */
  redact(features: ReadonlySet<string>): void;
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
    readFirst: () => (entries[0] === undefined ? undefined : readEntry(file, entries[0])),
    redact(features) {
      // A file that is opened to append takes no bytes elsewhere.
      const writable = openSync(path, 'r+');
      try {
        for (const entry of scanEntries(file).entries) {
          const changed = redactEntry({ file, writable }, entry, features);
          const place = entries.findIndex(({ offset }) => offset === entry.offset);
          if (changed !== undefined && place >= 0) entries[place] = changed;
        }
      } finally {
        closeSync(writable);
      }
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

function readEntry(file: number, { length, offset, checksum }: Entry): RowBatch | undefined {
  const read = new Uint8Array(length);
  readSync(file, read, 0, length, offset);
  return crc32(read) === checksum ? decodeBatch(read.buffer) : undefined;
}

/** Overwrites a batch by a shorter one and zeros, in its place. @returns its entry where it changed */
function redactEntry(
  { file, writable }: { file: number; writable: number },
  entry: Entry,
  features: ReadonlySet<string>,
): Entry | undefined {
  const batch = readEntry(file, entry);
  const left = batch === undefined ? undefined : dropFeatures(batch, features);
  if (left === undefined || left === batch) return undefined;
  const bytes = Buffer.alloc(entry.length);
  encodeBatch(left).copy(bytes);
  const changed = { ...entry, checksum: crc32(bytes) };
  const whole = Buffer.concat([entryHeader(changed), bytes]);
  for (let written = 0; written < whole.length; )
    written += writeSync(writable, whole, written, whole.length - written, entry.offset - entryBytes + written);
  return changed;
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
