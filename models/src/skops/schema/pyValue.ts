import type { NdArray } from '../../npy/ndArray.ts';

/** An instance of a Python class: what the file says of it is read when it is requested. */
export interface PyObject {
  readonly py: 'object';
  readonly module: string;
  readonly className: string;
  /** Its attributes; empty where it has none. */
  readonly state: PyDict;
  /** The arguments it is constructed from, of classes that are restored that way. */
  readonly args: readonly PyValue[];
}

/** A class, a function, or an object of a kind that is not read; only its name counts. */
interface PyName {
  readonly py: 'name';
  readonly module: string;
  readonly className: string;
}

interface PySlice {
  readonly py: 'slice';
  readonly start: PyValue;
  readonly stop: PyValue;
  readonly step: PyValue;
}

/** A function some of whose arguments are given; which ones is not read. */
interface PyPartial {
  readonly py: 'partial';
  readonly func: PyValue;
}

interface PyArray {
  readonly py: 'array';
  readonly array: NdArray;
}

interface PyBytes {
  readonly py: 'bytes';
  readonly bytes: Uint8Array;
}

/** A sparse matrix, as the bytes of scipy's .npz. */
interface PySparse {
  readonly py: 'sparse';
  readonly npz: Uint8Array;
}

export interface PyDict {
  readonly py: 'dict';
  readonly keys: readonly string[];
  has(key: string): boolean;
  get(key: string): PyValue | undefined;
}

/** A value of a skops file; lists, tuples and sets are arrays, numpy scalars are plain numbers and texts. */
export type PyValue =
  | null
  | boolean
  | number
  | string
  | readonly PyValue[]
  | PyObject
  | PyName
  | PySlice
  | PyArray
  | PyPartial
  | PyBytes
  | PySparse
  | PyDict;

export function isPy<Kind extends 'object' | 'name' | 'slice' | 'array' | 'bytes' | 'sparse' | 'dict' | 'partial'>(
  value: PyValue | undefined,
  kind: Kind,
): value is Extract<PyValue, { py: Kind }> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && (value as { py: string }).py === kind;
}

/** A value as an error message names it. */
export function pyText(value: PyValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'number') return String(value);
  if (value === null) return 'None';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isPy(value, 'object') || isPy(value, 'name')) return `${value.module}.${value.className}`;
  if (isPy(value, 'array')) return `an array of ${value.array.kind} values of shape (${value.array.shape.join(', ')})`;
  return `a ${(value as { py: string }).py}`;
}
