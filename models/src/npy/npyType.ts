import { ModelFormatError } from '../modelFormatError.ts';
import type { PythonLiteral } from './pythonLiteral.ts';

/** A numpy type: one value, or a structure of named fields at their places. */
export interface NpyType {
  readonly letter: string;
  readonly size: number;
  readonly bigEndian: boolean;
  /** Dimensions of a field of several values. */
  readonly shape: readonly number[];
  readonly fields?: readonly { readonly name: string; readonly offset: number; readonly type: NpyType }[];
}

const largest = 1 << 20;
const fieldLimit = 1000;

/**
 * The type that `descr` of a .npy file stands for: a text such as `<f8`, or a structure, spelled as a list of fields or as a dict of
 * names, formats and offsets.
 *
 * @throws ModelFormatError that quotes the type
 */
export function npyType(descr: PythonLiteral): NpyType {
  if (typeof descr === 'string') return simpleType(descr);
  if (Array.isArray(descr) && descr.length > fieldLimit) throw refusal(`a structure of ${descr.length} fields`);
  if (Array.isArray(descr)) return structureOfList(descr as readonly PythonLiteral[]);
  if (descr instanceof Map) return structureOfDict(descr as ReadonlyMap<string, PythonLiteral>);
  throw refusal(JSON.stringify(descr));
}

function simpleType(text: string): NpyType {
  const [, order = '', letter = '', digits = ''] = /^([<>|=]?)([?a-zA-Z])(\d*)$/.exec(text) ?? [];
  const count = Number(digits || 1);
  const size = letter === 'U' ? 4 * count : count;
  const known = { b: [1], i: [1, 2, 4, 8], u: [1, 2, 4, 8], f: [2, 4, 8] }[letter];
  const texts = letter === 'S' || letter === 'U' || letter === 'V';
  if (texts ? size > largest : !known?.includes(size)) throw refusal(`"${text}"`);
  return { letter, size, bigEndian: order === '>', shape: [] };
}

/** `[(name, type), (name, type, shape)]`, one after the other; a field without a name is padding. */
function structureOfList(list: readonly PythonLiteral[]): NpyType {
  const fields: { name: string; offset: number; type: NpyType }[] = [];
  let size = 0;
  for (const entry of list) {
    if (!Array.isArray(entry) || entry.length < 2) throw refusal(JSON.stringify(entry));
    const [title, descr, shape] = entry as readonly PythonLiteral[];
    const name = Array.isArray(title) ? title[1] : title;
    if (typeof name !== 'string' || descr === undefined) throw refusal(JSON.stringify(entry));
    const type = withShape(npyType(descr), shape);
    if (name !== '') fields.push({ name, offset: size, type });
    size += bytesOf(type);
    if (size > largest) throw refusal(`a structure of more than ${largest} bytes`);
  }
  return { letter: 'record', size, bigEndian: false, shape: [], fields };
}

function structureOfDict(dict: ReadonlyMap<string, PythonLiteral>): NpyType {
  const list = (key: string): readonly PythonLiteral[] => {
    const value = dict.get(key);
    if (!Array.isArray(value) || value.length > fieldLimit) throw refusal(`a structure whose ${key} are no list`);
    return value;
  };
  const [names, formats, offsets] = [list('names'), list('formats'), list('offsets')];
  const fields = names.map((name, index) => {
    const [format, offset] = [formats[index], offsets[index]];
    if (typeof name !== 'string' || format === undefined || !Number.isInteger(offset) || (offset as number) < 0)
      throw refusal(`a structure whose field ${index} has no name, format or offset`);
    const type = Array.isArray(format) && typeof format[0] === 'string' ? withShape(npyType(format[0]), format[1]) : npyType(format);
    return { name, offset: offset as number, type };
  });
  const size = dict.get('itemsize') ?? Math.max(0, ...fields.map(({ offset, type }) => offset + bytesOf(type)));
  const fits = fields.every(({ offset, type }) => offset + bytesOf(type) <= (size as number));
  if (!Number.isInteger(size) || (size as number) > largest || !fits) throw refusal(`a structure of ${JSON.stringify(size)} bytes`);
  return { letter: 'record', size: size as number, bigEndian: false, shape: [], fields };
}

/** Bytes that a value takes, with all of its dimensions. */
function bytesOf({ size, shape }: NpyType): number {
  return shape.reduce((product, length) => product * length, size);
}

function withShape(type: NpyType, shape: PythonLiteral | undefined): NpyType {
  if (shape === undefined) return type;
  const lengths = (Array.isArray(shape) ? shape : [shape]) as readonly PythonLiteral[];
  const fits = lengths.every((length) => Number.isInteger(length) && (length as number) >= 0 && (length as number) <= largest);
  if (!fits || type.fields !== undefined) throw refusal(`a field of shape ${JSON.stringify(shape)}`);
  return { ...type, shape: lengths as readonly number[] };
}

function refusal(got: string): ModelFormatError {
  return new ModelFormatError(`expected an array of booleans, numbers of up to 8 bytes, texts or structures of them, got the type ${got}`);
}
