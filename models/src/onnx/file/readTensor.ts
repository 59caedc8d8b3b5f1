import { ModelFormatError } from '../../modelFormatError.ts';
import { type ElementType, elementType, sizeOf, type Tensor } from '../tensor.ts';
import type { WireReader } from './wireReader.ts';

interface TensorFields {
  name: string;
  code: number;
  external: boolean;
  raw?: Uint8Array;
  readonly dimensions: number[];
  readonly numbers: number[];
  readonly texts: string[];
}

/** @throws ModelFormatError for a tensor in another file, of an unsupported type, or whose elements do not fill its shape */
export function readTensor(reader: WireReader): { name: string; tensor: Tensor } {
  const fields = readFields(reader);
  const { name, dimensions, texts } = fields;
  const where = `ONNX tensor "${name}"`;
  if (fields.external) throw new ModelFormatError(`${where}: expected its data in the file, got external data; save the model in one file`);
  const type = elementType(fields.code, where);
  if (dimensions.some((size) => size < 0))
    throw new ModelFormatError(`${where}: expected dimensions of 0 or more, got ${dimensions.join(', ')}`);
  const size = sizeOf(dimensions);
  const numbers = type === 'string' ? [] : fields.raw === undefined ? fields.numbers : rawNumbers(fields.raw, type, where);
  const count = type === 'string' ? texts.length : numbers.length;
  if (count !== size)
    throw new ModelFormatError(`${where}: expected ${size} elements for the shape ${dimensions.join(' × ')}, got ${count}`);
  if (type === 'string') return { name, tensor: { type, shape: dimensions, data: texts } };
  return { name, tensor: { type, shape: dimensions, data: type === 'float' ? Float32Array.from(numbers) : Float64Array.from(numbers) } };
}

function readFields(reader: WireReader): TensorFields {
  const fields: TensorFields = { name: '', code: 0, external: false, dimensions: [], numbers: [], texts: [] };
  while (reader.next()) {
    if (reader.field === 1) reader.integers(fields.dimensions);
    else if (reader.field === 2) fields.code = reader.integer();
    else if (reader.field === 4) reader.floats(fields.numbers);
    else if (reader.field === 5 || reader.field === 7 || reader.field === 11) reader.integers(fields.numbers);
    else if (reader.field === 6) fields.texts.push(reader.text());
    else if (reader.field === 8) fields.name = reader.text();
    else if (reader.field === 9) fields.raw = reader.data();
    else if (reader.field === 10) reader.doubles(fields.numbers);
    else if (reader.field === 14) fields.external = reader.integer() === 1;
    else {
      if (reader.field === 13) fields.external = true;
      reader.skip();
    }
  }
  return fields;
}

type RawReader = readonly [size: number, read: (view: DataView, at: number) => number];

const rawReaders: Readonly<Record<Exclude<ElementType, 'string'>, RawReader>> = {
  float: [4, (view, at) => view.getFloat32(at, true)],
  double: [8, (view, at) => view.getFloat64(at, true)],
  int64: [8, (view, at) => Number(view.getBigInt64(at, true))],
  uint64: [8, (view, at) => Number(view.getBigUint64(at, true))],
  int32: [4, (view, at) => view.getInt32(at, true)],
  uint32: [4, (view, at) => view.getUint32(at, true)],
  int16: [2, (view, at) => view.getInt16(at, true)],
  uint16: [2, (view, at) => view.getUint16(at, true)],
  int8: [1, (view, at) => view.getInt8(at)],
  uint8: [1, (view, at) => view.getUint8(at)],
  bool: [1, (view, at) => (view.getUint8(at) === 0 ? 0 : 1)],
};

function rawNumbers(raw: Uint8Array, type: Exclude<ElementType, 'string'>, where: string): Float64Array {
  const [size, read] = rawReaders[type];
  if (raw.length % size !== 0) throw new ModelFormatError(`${where}: expected numbers of ${size} bytes, got ${raw.length} bytes`);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const numbers = new Float64Array(raw.length / size);
  for (let index = 0; index < numbers.length; index++) numbers[index] = read(view, index * size);
  return numbers;
}
