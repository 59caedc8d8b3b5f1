import type { NdArray } from './ndArray.ts';
import { readNpy } from './readNpy.ts';

/** A file of numpy: version, header as Python writes it, bytes. */
function npy(header: string, data: readonly number[] | Uint8Array, version = 1): Buffer {
  const text = Buffer.from(`${header}\n`, version === 3 ? 'utf8' : 'latin1');
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  if (version === 1) length.writeUInt16LE(text.length);
  else length.writeUInt32LE(text.length);
  return Buffer.concat([Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]), length, text, Buffer.from(data)]);
}

const header = (descr: string, shape: string, fortran = 'False') => `{'descr': ${descr}, 'fortran_order': ${fortran}, 'shape': ${shape}, }`;
const doubles = (...values: number[]) => new Uint8Array(Float64Array.from(values).buffer);
const valuesOf = ({ numbers, items }: NdArray) => (items.length > 0 ? [...items] : [...numbers]);

// Bytes as numpy 2.4 writes them.
test.each([
  { descr: "'<f8'", data: [...doubles(1.5, Number.NEGATIVE_INFINITY)], values: [1.5, Number.NEGATIVE_INFINITY] },
  { descr: "'>f4'", data: [0x3f, 0xc0, 0, 0, 0x7f, 0xc0, 0, 0], values: [1.5, Number.NaN] },
  { descr: "'<f2'", data: [0x00, 0x3e, 0x01, 0x00], values: [1.5, 2 ** -24] },
  { descr: "'<i8'", data: [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 1, 0, 0, 0], values: [-2, 2 ** 32] },
  { descr: "'>i2'", data: [0xff, 0xfe, 0, 5], values: [-2, 5] },
  { descr: "'>u8'", data: [0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 9], values: [2 ** 32 + 2, 9] },
  { descr: "'|u1'", data: [255, 0], values: [255, 0] },
  { descr: "'|b1'", data: [1, 0], values: [1, 0] },
  { descr: "'<U2'", data: [0xe9, 0, 0, 0, 0, 0, 0, 0, 0x61, 0, 0, 0, 0x00, 0xf6, 1, 0], values: ['é', 'a\u{1f600}'] },
  { descr: "'|S3'", data: [0x61, 0x62, 0, 0x63, 0, 0], values: ['ab', 'c'] },
])('reads $descr', ({ descr, data, values }) => {
  expect(valuesOf(readNpy(npy(header(descr, '(2,)'), data)))).toEqual(values);
});

test.each([1, 2, 3])('reads a file of version %d', (version) => {
  expect(readNpy(npy(header("'<f8'", '()'), doubles(7), version))).toMatchObject({ shape: [], kind: 'float', numbers: Float64Array.of(7) });
});

test('Fortran order becomes C order', () => {
  const matrix = readNpy(npy(header("'<f8'", '(2, 3)', 'True'), doubles(1, 4, 2, 5, 3, 6)));
  expect([...matrix.numbers]).toEqual([1, 2, 3, 4, 5, 6]);
});

const record = [...doubles(0.5), 1, 2, 0, 0, 0, 0, 0, 0, ...doubles(1.5), 3, 4, 0, 0, 0, 0, 0, 0];

test.each([
  { name: 'as a list with padding', descr: "[('threshold', '<f8'), ('set', '|u1', (2,)), ('', '|V6')]" },
  {
    name: 'by names, formats and offsets',
    descr: "{'names': ['threshold', 'set'], 'formats': ['<f8', ('|u1', (2,))], 'offsets': [0, 8], 'itemsize': 16}",
  },
])('reads structures $name', ({ descr }) => {
  const { fields, kind } = readNpy(npy(header(descr, '(2,)'), record));
  expect(kind).toBe('record');
  expect(fields?.get('threshold')).toMatchObject({ shape: [2], numbers: Float64Array.of(0.5, 1.5) });
  expect(fields?.get('set')).toMatchObject({ shape: [2, 2], numbers: Float64Array.of(1, 2, 3, 4) });
});

test.each([
  {
    name: 'other bytes',
    file: Buffer.from('\x93NUMPZ, but not quite', 'latin1'),
    message: 'expected an array in the format .npy, got other bytes',
  },
  {
    name: 'a version of the future',
    file: npy(header("'<f8'", '()'), doubles(1), 4),
    message: 'expected version 1, 2 or 3 of the format .npy, got 4',
  },
  {
    name: 'pickled objects',
    file: npy(header("'|O'", '(1,)'), doubles(1)),
    message: 'expected an array of booleans, numbers of up to 8 bytes, texts or structures of them, got the type "|O"',
  },
  {
    name: 'missing bytes',
    file: npy(header("'<f8'", '(2,)'), doubles(1)),
    message: 'the array is cut off: 2 values of 8 bytes expected, got 8 bytes',
  },
  {
    name: 'a huge shape',
    file: npy(header("'<f8'", '(99999999, 99999999)'), doubles(1)),
    message: 'an array has at most 33554432 values, got 9999999800000000',
  },
  {
    name: 'a shape that is none',
    file: npy(header("'<f8'", '(-1,)'), doubles(1)),
    message: /^expected an array header with descr, fortran_order and shape, got /,
  },
  { name: 'a header that is no literal', file: npy("{'descr': open('x')}", doubles(1)), message: /^expected a Python literal, got / },
  { name: 'a header nested without end', file: npy('['.repeat(500), doubles(1)), message: 'a Python literal is nested at most 32 deep' },
  {
    name: 'numbers beyond 2^53',
    file: npy(header("'<i8'", '(1,)'), [1, 0, 0, 0, 0, 0, 0x20, 0]),
    message: /^whole numbers beyond 2\^53 cannot be read exactly/,
  },
  {
    name: 'a field outside of its structure',
    file: npy(header("{'names': ['a'], 'formats': ['<f8'], 'offsets': [4], 'itemsize': 8}", '(1,)'), doubles(1)),
    message: /got the type a structure of 8 bytes$/,
  },
])('refuses $name', ({ file, message }) => {
  expect(() => readNpy(file)).toThrow(
    expect.objectContaining({ name: 'ModelFormatError', message: typeof message === 'string' ? message : expect.stringMatching(message) }),
  );
});
