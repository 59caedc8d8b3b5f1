const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const float8 = 701;
/** Milliseconds from 1970 to 2000, where the times of PostgreSQL start. */
const epoch = 946_684_800_000;
const microsecondsPerMillisecond = 1000n;

/** Rows in the binary form of COPY. Each row starts with `row`, then has one call per column. */
export class CopyEncoder {
  #buffer: Buffer;
  #length = signature.length;

  constructor(capacity = 64 * 1024) {
    this.#buffer = Buffer.allocUnsafe(Math.max(capacity, 1024));
    signature.copy(this.#buffer);
  }

  row(columns: number): void {
    this.#room(2);
    this.#length = this.#buffer.writeInt16BE(columns, this.#length);
  }

  null(): void {
    this.#int4(-1);
  }

  int4(value: number): void {
    this.#int4(4);
    this.#int4(value);
  }

  float8(value: number): void {
    this.#int4(8);
    this.#room(8);
    this.#length = this.#buffer.writeDoubleBE(value, this.#length);
  }

  /** NaN becomes null. */
  float8OrNull(value: number): void {
    if (Number.isNaN(value)) this.null();
    else this.float8(value);
  }

  /** A value in its binary form. */
  raw(bytes: Uint8Array): void {
    this.#int4(bytes.length);
    this.#room(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  text(value: string): void {
    const bytes = Buffer.byteLength(value);
    this.#int4(bytes);
    this.#room(bytes);
    this.#length += this.#buffer.write(value, this.#length);
  }

  /** A value as text with the byte before it that names the version of the form. */
  jsonb(value: unknown): void {
    this.text(`\u0001${JSON.stringify(value)}`);
  }

  /** @param milliseconds since 1970; rounded to microseconds */
  time(milliseconds: number): void {
    const whole = Math.floor(milliseconds);
    const microseconds = BigInt(whole - epoch) * microsecondsPerMillisecond + BigInt(Math.round((milliseconds - whole) * 1000));
    this.#int4(8);
    this.#room(8);
    this.#length = this.#buffer.writeBigInt64BE(microseconds, this.#length);
  }

  /** An array of `float8`; NaN becomes null. */
  floats(values: Float64Array, start = 0, end = values.length): void {
    const count = end - start;
    this.#room(24 + 12 * count);
    const buffer = this.#buffer;
    const lengthAt = this.#length;
    let at = lengthAt + 4;
    at = buffer.writeInt32BE(count === 0 ? 0 : 1, at);
    const nullsAt = at;
    at = buffer.writeInt32BE(0, at);
    at = buffer.writeInt32BE(float8, at);
    if (count > 0) {
      at = buffer.writeInt32BE(count, at);
      at = buffer.writeInt32BE(1, at);
    }
    for (let index = start; index < end; index++) {
      const value = values[index] as number;
      if (Number.isNaN(value)) {
        at = buffer.writeInt32BE(-1, at);
        buffer[nullsAt + 3] = 1;
      } else {
        at = buffer.writeInt32BE(8, at);
        at = buffer.writeDoubleBE(value, at);
      }
    }
    buffer.writeInt32BE(at - lengthAt - 4, lengthAt);
    this.#length = at;
  }

  /** The bytes with their end; nothing may be added afterwards. */
  finish(): Uint8Array {
    this.row(-1);
    return this.#buffer.subarray(0, this.#length);
  }

  #int4(value: number): void {
    this.#room(4);
    this.#length = this.#buffer.writeInt32BE(value, this.#length);
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + bytes));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
