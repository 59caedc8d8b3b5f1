import { createHash } from 'node:crypto';
import { WindowFileError } from '../errors.ts';
import type { Window, WindowColumn, WindowRows } from './window.ts';
import { columnBytes, type WindowHeader, type WindowHeaderColumn, type WindowHeaderRows, windowHeader } from './windowHeader.ts';

const MAGIC = Buffer.from('mmwindow', 'latin1');
/** 2 only with refused rows, so that programs of the release before read every other file. */
const VERSION = 2;
const FIXED_BYTES = 24;
const DIGEST_BYTES = 32;

/**
 * A window as bytes: `mmwindow`, format version and header length (32 bits each), length of the whole (64 bits), a JSON header with the
 * categories, the columns (64-bit floats; 32-bit indices into the categories, −1 = missing), and the SHA-256 of all before it. Integers are
 * little-endian; so are the columns on every processor Node is built for but s390x. The columns of refused rows follow the others.
 */
export function encodeWindow({ monitor, refused, account, ...captured }: Window): Uint8Array {
  const answered = encodeRows(captured);
  const others = refused === undefined ? undefined : encodeRows(refused);
  const encoded = [...answered.columns, ...(others?.columns ?? [])];
  const described: WindowHeader = {
    monitor,
    ...answered.header,
    ...(others === undefined ? {} : { refused: others.header }),
    ...(account === undefined ? {} : { account }),
  };
  const header = Buffer.from(JSON.stringify(described));
  const end = encoded.reduce((sum, { bytes }) => sum + bytes.length, FIXED_BYTES + header.length);
  // Written where it stays: a window may take a gigabyte, and each copy would take another.
  const file = Buffer.allocUnsafeSlow(end + DIGEST_BYTES);
  MAGIC.copy(file);
  file.writeUInt32LE(refused === undefined ? 1 : VERSION, 8);
  file.writeUInt32LE(header.length, 12);
  file.writeBigUInt64LE(BigInt(file.length), 16);
  header.copy(file, FIXED_BYTES);
  let offset = FIXED_BYTES + header.length;
  for (const { bytes } of encoded) {
    file.set(bytes, offset);
    offset += bytes.length;
  }
  createHash('sha256').update(file.subarray(0, end)).digest().copy(file, end);
  return file;
}

/**
 * The window that `encodeWindow` wrote.
 *
 * @throws WindowFileError when the bytes are none, are cut short, were changed, or come from a newer version
 */
export function decodeWindow(bytes: Uint8Array): Window {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = verifyHeader(buffer);
  let offset = FIXED_BYTES + buffer.readUInt32LE(12);
  const decodeRows = ({ rows, columns }: WindowHeaderRows): WindowRows => ({
    rows,
    columns: columns.map((column) => {
      const length = columnBytes(column, rows);
      // A copy of its own, since typed arrays need their bytes aligned.
      const values = new Uint8Array(buffer.subarray(offset, offset + length)).buffer;
      offset += length;
      return decodeColumn(column, values);
    }),
  });
  const { monitor, refused, account } = header;
  const rows = { ...decodeRows(header), ...(refused === undefined ? {} : { refused: decodeRows(refused) }) };
  return { monitor, ...rows, ...(account === undefined ? {} : { account }) };
}

function verifyHeader(buffer: Buffer): WindowHeader {
  if (buffer.length === 0) throw new WindowFileError('truncated', 'expected a window file, got no bytes');
  if (!buffer.subarray(0, 8).equals(MAGIC.subarray(0, buffer.length)))
    throw new WindowFileError('foreign', 'not a window file: expected it to begin with "mmwindow"');
  if (buffer.length < FIXED_BYTES + DIGEST_BYTES)
    throw new WindowFileError('truncated', `expected at least ${FIXED_BYTES + DIGEST_BYTES} bytes of a window file, got ${buffer.length}`);
  const version = buffer.readUInt32LE(8);
  if (version > VERSION) throw new WindowFileError('newer', `expected a window file of version ${VERSION}, got version ${version}`);
  const length = buffer.readBigUInt64LE(16);
  if (buffer.length < length) throw new WindowFileError('truncated', `expected a window file of ${length} bytes, got ${buffer.length}`);
  const end = buffer.length - DIGEST_BYTES;
  const headerEnd = FIXED_BYTES + buffer.readUInt32LE(12);
  const digest = createHash('sha256').update(buffer.subarray(0, end)).digest();
  if (version < 1 || headerEnd > end || !digest.equals(buffer.subarray(end))) {
    throw new WindowFileError('corrupt', 'the window file was changed: its checksum does not match');
  }
  return windowHeader(buffer.subarray(FIXED_BYTES, headerEnd).toString('utf8'), end - headerEnd);
}

function encodeRows({ rows, columns }: WindowRows): { header: WindowHeaderRows; columns: { bytes: Uint8Array }[] } {
  const uneven = columns.find(({ values }) => values.length !== rows);
  if (uneven !== undefined)
    throw new RangeError(`expected ${rows} values in each column of the window, got ${uneven.values.length} in ${uneven.name}`);
  const encoded = columns.map(encodeColumn);
  return { header: { rows, columns: encoded.map(({ header }) => header) }, columns: encoded };
}

function encodeColumn(column: WindowColumn): { header: WindowHeaderColumn; bytes: Uint8Array } {
  const { name, role } = column;
  if (column.type === 'numeric') {
    const { buffer, byteOffset, byteLength } = column.values;
    return { header: { name, role, type: 'numeric' }, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
  }
  const { categories, indices } = dictionary(column.values);
  return { header: { name, role, type: 'categorical', categories }, bytes: new Uint8Array(indices.buffer) };
}

function dictionary(values: readonly (string | null)[]): { categories: string[]; indices: Int32Array<ArrayBuffer> } {
  const indexOf = new Map<string, number>();
  const indices = new Int32Array(values.length).fill(-1);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? null;
    if (value === null) continue;
    const known = indexOf.get(value) ?? indexOf.size;
    if (known === indexOf.size) indexOf.set(value, known);
    indices[row] = known;
  }
  return { categories: [...indexOf.keys()], indices };
}

function decodeColumn(column: WindowHeaderColumn, bytes: ArrayBuffer): WindowColumn {
  const { name, role } = column;
  if (column.type === 'numeric') return { name, role, type: 'numeric', values: new Float64Array(bytes) };
  const values = Array.from(new Int32Array(bytes), (index) => (index === -1 ? null : column.categories[index]));
  if (values.includes(undefined))
    throw new WindowFileError('corrupt', `the window's column ${JSON.stringify(name)} points beyond its categories`);
  return { name, role, type: 'categorical', values: values as (string | null)[] };
}
