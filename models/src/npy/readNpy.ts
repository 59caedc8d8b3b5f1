import { ModelFormatError } from '../modelFormatError.ts';
import type { NdArray } from './ndArray.ts';
import { type NpyType, npyType } from './npyType.ts';
import { numberReader } from './numberReader.ts';
import { pythonLiteral } from './pythonLiteral.ts';

/** Decoding gives doubles and texts, whatever the file holds: one byte may become eight. */
const valueLimit = 32 * 1024 * 1024;

/**
 * Reads an array that numpy saved: versions 1 to 3, both orders of bytes and of dimensions.
 *
 * @throws ModelFormatError that says what is not as the format has it
 */
export function readNpy(bytes: Uint8Array): NdArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { start, header } = headerOf(bytes, view);
  const literal = pythonLiteral(header);
  if (!(literal instanceof Map)) throw new ModelFormatError('the header of the array must be a dict');
  const [descr, shape, fortran] = [literal.get('descr'), literal.get('shape'), literal.get('fortran_order')];
  const isShape = Array.isArray(shape) && shape.length <= 8 && shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  if (descr === undefined || !isShape || typeof fortran !== 'boolean') {
    throw new ModelFormatError(`expected an array header with descr, fortran_order and shape, got ${JSON.stringify(header.slice(0, 80))}`);
  }
  const type = npyType(descr);
  const count = shape.reduce((product: number, length: number) => product * length, 1);
  if (count > valueLimit) throw new ModelFormatError(`an array has at most ${valueLimit} values, got ${count}`);
  if (start + count * type.size > bytes.length) {
    throw new ModelFormatError(`the array is cut off: ${count} values of ${type.size} bytes expected, got ${bytes.length - start} bytes`);
  }
  const order = fortran && shape.length > 1 && count > 0 ? fortranOrder(shape) : undefined;
  return arrayOf({ view, start, stride: type.size, count, order }, type, shape);
}

function headerOf(bytes: Uint8Array, view: DataView): { start: number; header: string } {
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
  if (bytes.length < 12 || magic.some((byte, index) => bytes[index] !== byte)) {
    throw new ModelFormatError('expected an array in the format .npy, got other bytes');
  }
  const version = bytes[6] as number;
  if (version < 1 || version > 3) throw new ModelFormatError(`expected version 1, 2 or 3 of the format .npy, got ${version}`);
  const from = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > 1 << 20 || from + length > bytes.length) throw new ModelFormatError('the header of the array is cut off');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, length);
  return { start: from + length, header: text.toString(version === 3 ? 'utf8' : 'latin1') };
}

/** Per value in C order: where it is in a file that counts the first dimension fastest. */
function fortranOrder(shape: readonly number[]): Uint32Array {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, length) => product * length, 1));
  let order = Uint32Array.of(0);
  shape.forEach((length, axis) => {
    const next = new Uint32Array(order.length * length);
    order.forEach((place, index) => {
      for (let step = 0; step < length; step++) next[index * length + step] = place + step * (strides[axis] as number);
    });
    order = next;
  });
  return order;
}

/** The values of a file, or of one field in all of its structures. */
interface Values {
  readonly view: DataView;
  readonly start: number;
  readonly stride: number;
  readonly count: number;
  readonly order: Uint32Array | undefined;
}

function arrayOf(values: Values, type: NpyType, shape: readonly number[]): NdArray {
  if (type.fields !== undefined) {
    const fields = type.fields.map((field) => {
      const inner = { ...values, start: values.start + field.offset };
      return [field.name, arrayOf(inner, field.type, [...shape, ...field.type.shape])] as const;
    });
    return { shape, kind: 'record', numbers: new Float64Array(0), items: [], fields: new Map(fields) };
  }
  const each = type.shape.reduce((product, length) => product * length, 1);
  const total = values.count * each;
  if (total > valueLimit) throw new ModelFormatError(`an array has at most ${valueLimit} values, got ${total}`);
  const placeOf = (index: number): number => {
    const outer = Math.floor(index / each);
    return values.start + (values.order?.[outer] ?? outer) * values.stride + (index % each) * type.size;
  };
  if (type.letter === 'U' || type.letter === 'S' || type.letter === 'V') {
    const items = Array.from({ length: total }, (_, index) => textAt(values.view, placeOf(index), type));
    return { shape, kind: 'text', numbers: new Float64Array(0), items };
  }
  const read = numberReader(values.view, type);
  const numbers = new Float64Array(total);
  const plain = each === 1 && values.order === undefined;
  for (let index = 0; index < total; index++) numbers[index] = read(plain ? values.start + index * values.stride : placeOf(index));
  const kind = type.letter === 'f' ? 'float' : type.letter === 'b' ? 'boolean' : 'integer';
  return { shape, kind, numbers, items: [], itemSize: type.size };
}

/** Texts are padded with zeros. */
function textAt(view: DataView, place: number, { letter, size, bigEndian }: NpyType): string {
  if (letter !== 'U') {
    const bytes = Buffer.from(view.buffer, view.byteOffset + place, size).toString(letter === 'S' ? 'utf8' : 'latin1');
    return bytes.replace(/\0+$/, '');
  }
  const points: number[] = [];
  for (let at = 0; at < size; at += 4) {
    const point = view.getUint32(place + at, !bigEndian);
    if (point > 0x10ffff) throw new ModelFormatError(`expected text, got the character ${point}`);
    points.push(point);
  }
  while (points.at(-1) === 0) points.pop();
  return points.map((point) => String.fromCodePoint(point)).join('');
}
