import { ModelFormatError } from '../modelFormatError.ts';

const deepest = 100;

type NumberType = keyof typeof sizes;

/** Bytes per number. */
const sizes = { i: 1, U: 1, I: 2, l: 4, L: 8, d: 4, D: 8 } as const;

/**
 * Parses Universal Binary JSON (https://ubjson.org, draft 12), as XGBoost writes it. Lists of numbers of one type become typed arrays.
 *
 * @throws ModelFormatError with the byte where the file is cut or of another kind
 */
export function parseUbjson(bytes: Uint8Array): unknown {
  const reader = new UbjsonReader(bytes);
  const value = reader.value(0);
  reader.end();
  return value;
}

class UbjsonReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  value(depth: number): unknown {
    return this.#valueOf(this.#marker(), depth);
  }

  /** Only padding may follow the document. */
  end(): void {
    while (this.#bytes[this.#at] === 0x4e) this.#at++;
    if (this.#at < this.#bytes.length) throw this.#wrong('expected the end of the file, got more bytes');
  }

  #valueOf(marker: string, depth: number): unknown {
    if (depth > deepest) throw this.#wrong(`expected at most ${deepest} levels, got more`);
    if (isNumberType(marker)) return this.#number(marker);
    switch (marker) {
      case '{':
        return this.#object(depth + 1);
      case '[':
        return this.#list(depth + 1);
      case 'S':
      case 'H':
        return this.#text();
      case 'C':
        return String.fromCharCode(this.#number('U'));
      case 'T':
        return true;
      case 'F':
        return false;
      case 'Z':
        return null;
      default:
        throw this.#wrong(`expected a UBJSON value, got byte ${marker.charCodeAt(0)}`);
    }
  }

  #object(depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    const { type, count } = this.#header();
    for (let index = 0; count === undefined ? this.#peek() !== '}' : index < count; index++) {
      entries.push([this.#text(), this.#valueOf(type ?? this.#marker(), depth)]);
    }
    if (count === undefined) this.#at++;
    return Object.fromEntries(entries);
  }

  #list(depth: number): unknown {
    const { type, count } = this.#header();
    if (type !== undefined && count !== undefined && isNumberType(type)) return this.#numbers(type, count);
    const list: unknown[] = [];
    while (count === undefined ? this.#peek() !== ']' : list.length < count) list.push(this.#valueOf(type ?? this.#marker(), depth));
    if (count === undefined) this.#at++;
    return list;
  }

  /** `$` type and `#` count of a container. A value takes at least one byte, so that no count can ask for more memory than the file has bytes. */
  #header(): { type?: string; count?: number } {
    let type: string | undefined;
    if (this.#peek() === '$') {
      this.#at++;
      type = this.#marker();
      if (!isNumberType(type) && !'SHC[{'.includes(type)) throw this.#wrong(`expected a type of values, got byte ${type.charCodeAt(0)}`);
      if (this.#peek() !== '#') throw this.#wrong('expected a count after a type, got none');
    }
    if (this.#peek() !== '#') return {};
    this.#at++;
    const count = this.#length();
    this.#need(count * (type !== undefined && isNumberType(type) ? sizes[type] : 1));
    return type === undefined ? { count } : { type, count };
  }

  #numbers(type: NumberType, count: number): ArrayLike<number> {
    const list = type === 'd' ? new Float32Array(count) : type === 'D' || type === 'L' ? new Float64Array(count) : new Int32Array(count);
    for (let index = 0; index < count; index++) list[index] = this.#number(type);
    return list;
  }

  #number(type: NumberType): number {
    this.#need(sizes[type]);
    const at = this.#at;
    this.#at += sizes[type];
    switch (type) {
      case 'i':
        return this.#view.getInt8(at);
      case 'U':
        return this.#view.getUint8(at);
      case 'I':
        return this.#view.getInt16(at);
      case 'l':
        return this.#view.getInt32(at);
      case 'L':
        return Number(this.#view.getBigInt64(at));
      case 'd':
        return this.#view.getFloat32(at);
      case 'D':
        return this.#view.getFloat64(at);
    }
  }

  #text(): string {
    const length = this.#length();
    this.#need(length);
    this.#at += length;
    try {
      return this.#decoder.decode(this.#bytes.subarray(this.#at - length, this.#at));
    } catch (cause) {
      throw new ModelFormatError(`byte ${this.#at - length}: expected a text in UTF-8, got other bytes`, { cause });
    }
  }

  #length(): number {
    const marker = this.#marker();
    const length = isNumberType(marker) && marker !== 'd' && marker !== 'D' ? this.#number(marker) : -1;
    if (length < 0) throw this.#wrong('expected a length, got none');
    return length;
  }

  #marker(): string {
    this.#need(1);
    return String.fromCharCode(this.#bytes[this.#at++] as number);
  }

  #peek(): string {
    this.#need(1);
    return String.fromCharCode(this.#bytes[this.#at] as number);
  }

  #need(count: number): void {
    if (this.#at + count > this.#bytes.length) {
      throw this.#wrong(`expected ${count} more bytes, got ${this.#bytes.length - this.#at}: the file is cut or damaged`);
    }
  }

  #wrong(message: string): ModelFormatError {
    return new ModelFormatError(`byte ${this.#at}: ${message}`);
  }
}

function isNumberType(marker: string): marker is NumberType {
  return Object.hasOwn(sizes, marker);
}
