/** Milliseconds from 1970 to 2000, where the times of PostgreSQL start. */
const epoch = 946_684_800_000;
const headerBytes = 19;

/** Reads rows of the binary form of COPY, column by column. */
export class CopyDecoder {
  #message: Buffer = Buffer.alloc(0);
  #at = 0;
  #isStarted = false;

  /** Starts with the next message; each has whole rows. */
  read(message: Buffer): void {
    this.#message = message;
    this.#at = 0;
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#at = headerBytes + message.readInt32BE(headerBytes - 4);
  }

  /** Goes to the next row of the message. @returns false after the last */
  nextRow(): boolean {
    if (this.#at >= this.#message.length) return false;
    const columns = this.#message.readInt16BE(this.#at);
    this.#at += 2;
    return columns !== -1;
  }

  /** NaN for null. */
  float8(): number {
    if (this.#int4() === -1) return Number.NaN;
    this.#at += 8;
    return this.#message.readDoubleBE(this.#at - 8);
  }

  /** NaN for null. */
  int4(): number {
    return this.#int4() === -1 ? Number.NaN : this.#int4();
  }

  text(): string | null {
    const bytes = this.#int4();
    if (bytes === -1) return null;
    this.#at += bytes;
    return this.#message.toString('utf8', this.#at - bytes, this.#at);
  }

  /** Milliseconds since 1970; NaN for null. */
  time(): number {
    if (this.#int4() === -1) return Number.NaN;
    this.#at += 8;
    const microseconds = this.#message.readBigInt64BE(this.#at - 8);
    const number = Number(microseconds);
    // Beyond year 2285, microseconds are no exact numbers.
    return (Number.isSafeInteger(number) ? number / 1000 : Number(microseconds / 1000n)) + epoch;
  }

  /** An array of `float8` into `target` from `start` on; what it lacks, and null, becomes NaN. */
  floats(target: Float64Array, start: number, count: number): void {
    const bytes = this.#int4();
    const end = this.#at + Math.max(bytes, 0);
    const length = bytes < 20 ? 0 : this.#message.readInt32BE(this.#at + 12);
    this.#at += 20;
    for (let index = 0; index < count; index++) {
      target[start + index] = index < length ? this.float8() : Number.NaN;
    }
    this.#at = end;
  }

  #int4(): number {
    this.#at += 4;
    return this.#message.readInt32BE(this.#at - 4);
  }
}
