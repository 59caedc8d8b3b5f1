import { ModelFormatError } from '../../modelFormatError.ts';
import type { NdArray } from '../../npy/ndArray.ts';
import { isPy, type PyDict, type PyObject, type PyValue, pyText } from './pyValue.ts';
import { sparseMatrix } from './sparseMatrix.ts';

/** The attributes of an estimator, read by name and type. Every refusal names class, version, field and place. */
export class Fields {
  readonly module: string;
  readonly className: string;
  /** Where the estimator is in the model, such as `steps.scale`. */
  readonly place: string;
  /** Minor version of scikit-learn 1 that saved it. */
  readonly version: number;
  private held: PyDict | undefined;
  /** All attributes of the same file, which are released together. */
  private readonly family: Fields[];

  constructor(object: PyObject, { place, version, family = [] }: { place: string; version: number; family?: Fields[] }) {
    this.module = object.module;
    this.className = object.className;
    this.place = place;
    this.version = version;
    this.held = object.state;
    this.family = family;
    family.push(this);
  }

  /** Lets go of the file: a compiled model keeps the places and names for its messages, not the bytes. */
  release(): void {
    for (const one of this.family.splice(0)) one.held = undefined;
  }

  private get state(): PyDict {
    if (this.held === undefined) throw new RangeError(`the attributes of ${this.className} were released`);
    return this.held;
  }

  has(name: string): boolean {
    return this.state.has(name) && this.state.get(name) !== null;
  }

  value(name: string): PyValue | undefined {
    return this.state.get(name);
  }

  /** The names of all attributes. */
  get names(): readonly string[] {
    return this.state.keys;
  }

  /** @param otherwise the value of versions that do not have the field */
  number(name: string, otherwise?: number): number {
    const value = this.value(name) ?? otherwise;
    if (typeof value === 'number') return value;
    if (isPy(value, 'array') && value.array.numbers.length === 1) return value.array.numbers[0] as number;
    throw this.mismatch(name, 'a number');
  }

  count(name: string): number {
    const value = this.number(name);
    if (Number.isSafeInteger(value) && value >= 0) return value;
    throw this.mismatch(name, 'a whole number');
  }

  flag(name: string, otherwise?: boolean): boolean {
    const value = this.value(name) ?? otherwise;
    if (typeof value === 'boolean') return value;
    throw this.mismatch(name, 'true or false');
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[], otherwise?: Choice): Choice {
    const value = this.value(name) ?? otherwise;
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    throw this.mismatch(name, `one of ${choices.join(', ')}`);
  }

  /** The numbers of an array of any shape, in C order. */
  numbers(name: string, length?: number): Float64Array {
    const { kind, numbers } = this.array(name);
    if (kind === 'text' || kind === 'object' || kind === 'record') throw this.mismatch(name, 'numbers');
    if (length !== undefined && numbers.length !== length) throw this.mismatch(name, `${length} numbers`);
    return numbers;
  }

  /** A matrix of numbers; a list of numbers is one row. */
  matrix(name: string, width?: number): { rows: number; width: number; values: Float64Array } {
    const { shape } = this.array(name);
    const values = this.numbers(name);
    const [rows, columns] = shape.length === 2 ? (shape as [number, number]) : [1, values.length];
    if (shape.length > 2 || (width !== undefined && columns !== width)) throw this.mismatch(name, `rows of ${width ?? 'some'} numbers`);
    return { rows, width: columns, values };
  }

  array(name: string): NdArray {
    const value = this.value(name);
    if (isPy(value, 'array')) return value.array;
    if (isPy(value, 'sparse')) return sparseMatrix(value.npz);
    if (typeof value === 'number') return { shape: [], kind: 'float', numbers: Float64Array.of(value), items: [] };
    throw this.mismatch(name, 'an array');
  }

  /** A list, a tuple, or an array of objects. */
  list(name: string): readonly PyValue[] {
    const value = this.value(name);
    if (Array.isArray(value)) return value;
    if (isPy(value, 'array')) return arrayItems(value.array);
    throw this.mismatch(name, 'a list');
  }

  instance(name: string): PyObject {
    const value = this.value(name);
    if (isPy(value, 'object')) return value;
    throw this.mismatch(name, 'an object');
  }

  /** Attributes of an object that this one holds. */
  inside(value: PyValue | undefined, name: string): Fields {
    if (!isPy(value, 'object')) throw this.refusal(`${name}: expected an estimator, got ${pyText(value)}`);
    return new Fields(value, { place: this.place === '' ? name : `${this.place}.${name}`, version: this.version, family: this.family });
  }

  mismatch(name: string, expected: string): ModelFormatError {
    return this.refusal(`${name}: expected ${expected}, got ${pyText(this.value(name))}`);
  }

  /** An error that names the class, its place, and the version of scikit-learn. */
  refusal(what: string): ModelFormatError {
    const place = this.place === '' ? '' : ` at ${this.place}`;
    return new ModelFormatError(`${this.className}${place} (scikit-learn 1.${this.version}): ${what}`);
  }

  /** The same for what is not read natively, with the way out. */
  unsupported(what: string): ModelFormatError {
    return this.refusal(
      `${what} is not supported; change it, or save the model as ONNX: skl2onnx.to_onnx(model, X[:1].astype("float32"), options={"zipmap": False})`,
    );
  }
}

/** The values of an array: numbers, booleans, texts or objects. */
export function arrayItems({ kind, numbers, items }: NdArray): readonly PyValue[] {
  if (kind === 'text' || kind === 'object') return items as readonly PyValue[];
  return kind === 'boolean' ? Array.from(numbers, (number) => number === 1) : Array.from(numbers);
}
