import { ModelFormatError } from '../modelFormatError.ts';

/** The `key=value` lines of one part of a LightGBM file: its head, or one tree. */
export class TextFields {
  readonly #part: string;
  readonly #values: ReadonlyMap<string, string>;

  /** @param part what the lines are of, for messages: "the head", "tree 3" */
  constructor(lines: readonly string[], part: string) {
    this.#part = part;
    this.#values = new Map(lines.map((line) => [line.split('=', 1)[0] as string, line.slice(line.indexOf('=') + 1)]));
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  text(key: string): string {
    const value = this.#values.get(key);
    if (value === undefined) throw new ModelFormatError(`${this.#part}: expected a line ${key}=…, got none: the file is cut or damaged`);
    return value;
  }

  words(key: string): string[] {
    return this.text(key).split(' ').filter(Boolean);
  }

  /** A whole number from 0 to `most`; `absent` where the line is missing. */
  count(key: string, { most, absent }: { most: number; absent?: number }): number {
    if (absent !== undefined && !this.has(key)) return absent;
    const text = this.text(key);
    const count = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isInteger(count) && count >= 0 && count <= most) return count;
    throw this.mismatch(key, `a whole number from 0 to ${most}`, text);
  }

  /** `length` numbers, which may be `inf` and `nan`. */
  numbers(key: string, length: number): Float64Array {
    const words = this.words(key);
    if (words.length !== length) throw this.mismatch(key, `${length} numbers`, String(words.length));
    const numbers = new Float64Array(length);
    for (let index = 0; index < length; index++) numbers[index] = this.#number(key, words[index] as string);
    return numbers;
  }

  /** Whole numbers, as many as the line holds or as `length` says. */
  integers(key: string, length = this.words(key).length): Float64Array {
    const numbers = this.numbers(key, length);
    const wrong = numbers.find((number) => !Number.isInteger(number));
    if (wrong !== undefined) throw this.mismatch(key, 'whole numbers', String(wrong));
    return numbers;
  }

  mismatch(key: string, expected: string, got: string): ModelFormatError {
    const short = got.length > 60 ? `${got.slice(0, 60)}…` : got;
    return new ModelFormatError(`${this.#part}, ${key}: expected ${expected}, got ${short === '' ? 'nothing' : short}`);
  }

  #number(key: string, word: string): number {
    const number = Number(word);
    if (!Number.isNaN(number)) return number;
    if (/^[-+]?inf(inity)?$/i.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
    if (/^[-+]?nan(\(.*\))?$/i.test(word)) return Number.NaN;
    throw this.mismatch(key, 'numbers', word);
  }
}
