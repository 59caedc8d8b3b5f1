import { ModelFormatError } from '../modelFormatError.ts';
import { valueText } from './valueText.ts';

/** An object of a parsed model file; every getter reports the path of a field that is missing or of another type. */
export class DocumentFields {
  readonly path: string;
  readonly #values: ReadonlyMap<string, unknown>;

  /** @param path of the object in its file, for messages; empty for the whole file */
  constructor(value: unknown, path = '') {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
      throw new ModelFormatError(`${path || 'the model file'}: expected an object, got ${valueText(value)}`);
    }
    this.path = path;
    this.#values = new Map(Object.entries(value));
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The raw value; undefined where it is missing. */
  value(name: string): unknown {
    return this.#values.get(name);
  }

  object(name: string): DocumentFields {
    return new DocumentFields(this.value(name), this.pathOf(name));
  }

  /** The object, or an empty one where the field is missing. */
  optionalObject(name: string): DocumentFields {
    return new DocumentFields(this.value(name) ?? {}, this.pathOf(name));
  }

  list(name: string): ArrayLike<unknown> {
    const value = this.value(name);
    if (Array.isArray(value)) return value;
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return value as unknown as ArrayLike<number>;
    throw this.mismatch(name, 'a list');
  }

  objects(name: string): DocumentFields[] {
    return Array.from(this.list(name), (value, index) => new DocumentFields(value, `${this.pathOf(name)}[${index}]`));
  }

  text(name: string): string {
    const value = this.value(name);
    return typeof value === 'string' ? value : this.#throw(name, 'a text');
  }

  texts(name: string): string[] {
    const list = this.list(name);
    return Array.from(list, (value, index) => (typeof value === 'string' ? value : this.#throw(`${name}[${index}]`, 'a text', value)));
  }

  /** A number, or a text that holds one, as XGBoost writes its parameters. */
  number(name: string): number {
    const value = this.value(name);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : this.#throw(name, 'a number');
  }

  /** A whole number from 0 to `most`; `absent` where the field is missing. */
  count(name: string, { most, absent }: { most: number; absent?: number }): number {
    if (absent !== undefined && !this.has(name)) return absent;
    const count = this.number(name);
    return Number.isInteger(count) && count >= 0 && count <= most ? count : this.#throw(name, `a whole number from 0 to ${most}`);
  }

  /** Numbers (booleans count as 0 and 1, the text "NaN" as NaN); `length` of them where it is given. */
  numbers(name: string, length?: number): ArrayLike<number> {
    const list = this.list(name);
    if (length !== undefined && list.length !== length) {
      throw new ModelFormatError(`${this.pathOf(name)}: expected ${length} numbers, got ${list.length}`);
    }
    if (ArrayBuffer.isView(list)) return list as ArrayLike<number>;
    for (let index = 0; index < list.length; index++) if (typeof list[index] !== 'number') return this.#otherNumbers(name, list);
    return list as ArrayLike<number>;
  }

  #otherNumbers(name: string, list: ArrayLike<unknown>): number[] {
    return Array.from(list, (value, index) => {
      if (typeof value === 'number') return value;
      if (typeof value === 'boolean') return value ? 1 : 0;
      return value === 'NaN' ? Number.NaN : this.#throw(`${name}[${index}]`, 'a number', value);
    });
  }

  pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  mismatch(name: string, expected: string): ModelFormatError {
    return new ModelFormatError(
      `${this.pathOf(name)}: expected ${expected}, got ${this.has(name) ? valueText(this.value(name)) : 'nothing'}`,
    );
  }

  #throw(name: string, expected: string, ...value: unknown[]): never {
    if (value.length === 0) throw this.mismatch(name, expected);
    throw new ModelFormatError(`${this.pathOf(name)}: expected ${expected}, got ${valueText(value[0])}`);
  }
}
