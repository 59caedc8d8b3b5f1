import { ModelFormatError } from '../modelFormatError.ts';

/** Where the bytes of an entry are. */
interface ZipEntry {
  readonly deflated: boolean;
  readonly start: number;
  readonly packedSize: number;
  readonly size: number;
  readonly checksum: number;
}

const endLength = 22;
const headerLength = 46;
const localLength = 30;
/** Deflate packs at most 1:1032; arrays and schemas of models are packed about 1:40. */
const packingLimit = 200;
const sizeLimit = 512 * 1024 * 1024;
const slack = 16 * 1024 * 1024;

/**
 * The entries of a zip by name, from its central directory.
 *
 * @throws ModelFormatError for what no writer of model files writes: encryption, several parts, names that occur twice, entries that
 *   overlap, and sizes beyond the limits
 */
export function zipDirectory(bytes: Uint8Array): ReadonlyMap<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  const { count, start, stop } = end;
  const entries = new Map<string, ZipEntry>();
  const places: { name: string; from: number; to: number }[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + headerLength > stop || view.getUint32(at, true) !== 0x02014b50) throw damage(`entry ${index} of its directory is incomplete`);
    const nameLength = view.getUint16(at + 28, true);
    const next = at + headerLength + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > stop) throw damage(`entry ${index} of its directory is incomplete`);
    const name = Buffer.from(bytes.buffer, bytes.byteOffset + at + headerLength, nameLength).toString('utf8');
    if (entries.has(name)) throw new ModelFormatError(`the zip holds the entry "${name}" twice`);
    const entry = entryAt(view, { at, name, limit: start });
    entries.set(name, entry);
    places.push({ name, from: view.getUint32(at + 42, true), to: entry.start + entry.packedSize });
    at = next;
  }
  checkOverlaps(places);
  checkSizes(entries, bytes.length);
  return entries;
}

function endRecord(view: DataView): { count: number; start: number; stop: number } {
  const lowest = Math.max(0, view.byteLength - endLength - 0xffff);
  for (let at = view.byteLength - endLength; at >= lowest; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const [count, size, start] = [view.getUint16(at + 10, true), view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
    if (count === 0xffff || start === 0xffffffff)
      throw new ModelFormatError('the zip is of the kind ZIP64, expected less than 65535 entries and 4 GiB');
    if (start + size > at) throw damage('its directory is cut off');
    return { count, start, stop: start + size };
  }
  throw damage('it ends without a directory, so the file is probably cut off');
}

function entryAt(view: DataView, { at, name, limit }: { at: number; name: string; limit: number }): ZipEntry {
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  if (flags & 1) throw new ModelFormatError(`zip entry "${name}" is encrypted`);
  if (method !== 0 && method !== 8) throw new ModelFormatError(`zip entry "${name}": expected it stored or deflated, got method ${method}`);
  const [packedSize, size, local] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true), view.getUint32(at + 42, true)];
  if (local + localLength > limit || view.getUint32(local, true) !== 0x04034b50) throw damage(`entry "${name}" has no header`);
  const start = local + localLength + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packedSize > limit) throw damage(`entry "${name}" is cut off`);
  if (method === 0 && packedSize !== size) throw damage(`entry "${name}" is stored with two sizes, ${packedSize} and ${size}`);
  return { deflated: method === 8, start, packedSize, size, checksum: view.getUint32(at + 16, true) };
}

function checkOverlaps(places: { name: string; from: number; to: number }[]): void {
  places.sort((left, right) => left.from - right.from);
  places.forEach(({ name, to }, index) => {
    const next = places[index + 1];
    if (next !== undefined && next.from < to) throw new ModelFormatError(`the zip entries "${name}" and "${next.name}" overlap`);
  });
}

function checkSizes(entries: ReadonlyMap<string, ZipEntry>, fileSize: number): void {
  const total = entries.values().reduce((sum, { size }) => sum + size, 0);
  const limit = Math.min(sizeLimit, slack + packingLimit * fileSize);
  if (total > limit)
    throw new ModelFormatError(`the zip unpacks to ${total} bytes, expected at most ${limit} for a file of ${fileSize} bytes`);
}

function damage(what: string): ModelFormatError {
  return new ModelFormatError(`the zip is damaged: ${what}`);
}
