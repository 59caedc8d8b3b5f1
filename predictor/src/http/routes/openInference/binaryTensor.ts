/** Elements of a datatype as bytes: little-endian, without padding. */
interface BinaryDatatype {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => unknown;
}

/**
 * Datatypes with elements of one size. A 64-bit integer beyond what a double holds exactly is read as text, which names the same category
 * and the same number.
 *
 * @see https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_binary_data.md
 */
const sized: ReadonlyMap<string, BinaryDatatype> = new Map<string, BinaryDatatype>([
  ['BOOL', { bytes: 1, read: (view, at) => view.getUint8(at) !== 0 }],
  ['UINT8', { bytes: 1, read: (view, at) => view.getUint8(at) }],
  ['UINT16', { bytes: 2, read: (view, at) => view.getUint16(at, true) }],
  ['UINT32', { bytes: 4, read: (view, at) => view.getUint32(at, true) }],
  ['UINT64', { bytes: 8, read: (view, at) => exactInteger(view.getBigUint64(at, true)) }],
  ['INT8', { bytes: 1, read: (view, at) => view.getInt8(at) }],
  ['INT16', { bytes: 2, read: (view, at) => view.getInt16(at, true) }],
  ['INT32', { bytes: 4, read: (view, at) => view.getInt32(at, true) }],
  ['INT64', { bytes: 8, read: (view, at) => exactInteger(view.getBigInt64(at, true)) }],
  ['FP16', { bytes: 2, read: (view, at) => orMissing(halfFloat(view.getUint16(at, true))) }],
  ['BF16', { bytes: 2, read: (view, at) => orMissing(brainFloat(view.getUint16(at, true))) }],
  ['FP32', { bytes: 4, read: (view, at) => orMissing(view.getFloat32(at, true)) }],
  ['FP64', { bytes: 8, read: (view, at) => orMissing(view.getFloat64(at, true)) }],
]);

/** The elements of a tensor: an array, or bytes that are read when an element is requested. */
export interface TensorElements {
  readonly length: number;
  at(index: number): unknown;
}

/**
 * The elements of a binary tensor. NaN is a missing value, as null is in JSON.
 *
 * @param count elements by the tensor's shape
 * @returns what is wrong with the bytes, as text, where they are not that many elements
 */
export function decodeTensor(datatype: string, bytes: Buffer, count: number): TensorElements | string {
  const type = sized.get(datatype);
  if (type === undefined) return decodeTexts(bytes, count);
  const expected = type.bytes * count;
  if (bytes.length !== expected) return `expected ${expected} bytes (${count} values of ${datatype}), got ${bytes.length}`;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { length: count, at: (index) => type.read(view, index * type.bytes) };
}

/** Each text has its length in bytes before it, as 32-bit integer. */
function decodeTexts(bytes: Buffer, count: number): TensorElements | string {
  const starts = new Uint32Array(Math.min(count, Math.floor(bytes.length / 4)));
  let [texts, at] = [0, 0];
  while (at < bytes.length && texts < count) {
    const length = at + 4 <= bytes.length ? bytes.readUInt32LE(at) : Number.POSITIVE_INFINITY;
    if (at + 4 + length > bytes.length) return `expected ${count} texts (BYTES), got bytes that end within text ${texts + 1}`;
    starts[texts++] = at;
    at += 4 + length;
  }
  if (texts !== count || at !== bytes.length) return `expected ${count} texts (BYTES), got ${texts < count ? texts : 'more'}`;
  return {
    length: count,
    at(index) {
      const start = starts[index] as number;
      return bytes.toString('utf8', start + 4, start + 4 + bytes.readUInt32LE(start));
    },
  };
}

/** Elements of an output as bytes: 64-bit floats, or texts with their lengths. */
export function encodeTensor(datatype: 'FP64' | 'BYTES', data: readonly (number | string)[]): Buffer {
  if (datatype === 'FP64') {
    const bytes = Buffer.alloc(8 * data.length);
    for (const [index, value] of data.entries()) bytes.writeDoubleLE(Number(value), 8 * index);
    return bytes;
  }
  return Buffer.concat(
    data.flatMap((value) => {
      const text = Buffer.from(String(value));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      return [length, text];
    }),
  );
}

function exactInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function orMissing(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** IEEE 754 binary16: 1 bit sign, 5 bits exponent, 10 bits fraction. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** bfloat16: the upper half of a binary32. */
function brainFloat(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bits << 16);
  return view.getFloat32(0);
}
