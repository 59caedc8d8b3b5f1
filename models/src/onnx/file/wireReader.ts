import { ModelFormatError } from '../../modelFormatError.ts';

/** Wire types of protobuf: a number of variable length, 8 bytes, bytes with their length before them, 4 bytes. */
const varintWire = 0;
const wide = 1;
const lengthWire = 2;
const narrow = 5;

/** Most messages of a file: each takes more memory than its two bytes. */
const mostMessages = 500_000;

/** Part of a file that a reader reads. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** Messages of the whole file so far. */
  readonly count: { messages: number };
}

/** Reads the fields of a protobuf message one after another; never beyond its end. */
export class WireReader {
  /** Number of the current field. */
  field = 0;
  private wire = 0;
  /** Index of the next byte. */
  position: number;
  private readonly end: number;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly depth: number;
  private readonly count: Part['count'];

  constructor(bytes: Uint8Array, range: Part = { start: 0, end: bytes.length, depth: 0, count: { messages: 0 } }) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = range.start;
    this.end = range.end;
    this.depth = range.depth;
    this.count = range.count;
  }

  /** Moves to the next field; false at the end of the message. A field that is not read has to be skipped. */
  next(): boolean {
    if (this.position >= this.end) return false;
    const tag = this.number();
    this.field = Math.floor(tag / 8);
    this.wire = tag % 8;
    if (tag < 8 || tag > 0xffffffff) throw this.damage(`expected the number of a field, got ${tag}`);
    return true;
  }

  skip(): void {
    if (this.wire === varintWire) this.number();
    else if (this.wire === lengthWire) this.range();
    else if (this.wire === wide || this.wire === narrow) this.take(this.wire === wide ? 8 : 4);
    else throw this.damage(`expected a field of wire type 0, 1, 2 or 5, got ${this.wire}`);
  }

  message(): WireReader {
    const maxDepth = 24;
    if (this.depth >= maxDepth) throw this.damage(`expected at most ${maxDepth} messages inside each other`);
    if (++this.count.messages > mostMessages) throw this.damage(`expected at most ${mostMessages} messages`);
    return new WireReader(this.bytes, { ...this.range(), depth: this.depth + 1, count: this.count });
  }

  data(): Uint8Array {
    const { start, end } = this.range();
    return this.bytes.subarray(start, end);
  }

  text(): string {
    return Buffer.from(this.data()).toString('utf8');
  }

  /** A whole number; exact to 2^53. */
  integer(): number {
    if (this.wire !== varintWire) throw this.damage(`expected a number in field ${this.field}, got wire type ${this.wire}`);
    return this.number();
  }

  float(): number {
    if (this.wire !== narrow) throw this.damage(`expected a float in field ${this.field}, got wire type ${this.wire}`);
    return this.view.getFloat32(this.take(4), true);
  }

  /** Appends the numbers of a repeated field, one or a packed list. */
  integers(list: number[]): void {
    if (this.wire === varintWire) list.push(this.number());
    else {
      const packed = new WireReader(this.bytes, { ...this.range(), depth: this.depth, count: this.count });
      while (packed.position < packed.end) list.push(packed.number());
    }
  }

  floats(list: number[]): void {
    if (this.wire === narrow) list.push(this.float());
    else this.readPacked(4, (at) => list.push(this.view.getFloat32(at, true)));
  }

  doubles(list: number[]): void {
    if (this.wire === wide) list.push(this.view.getFloat64(this.take(8), true));
    else this.readPacked(8, (at) => list.push(this.view.getFloat64(at, true)));
  }

  private readPacked(size: number, read: (at: number) => void): void {
    const { start, end } = this.range();
    if ((end - start) % size !== 0)
      throw this.damage(`expected a list of ${size}-byte numbers in field ${this.field}, got ${end - start} bytes`);
    for (let at = start; at < end; at += size) read(at);
  }

  private range(): { start: number; end: number } {
    if (this.wire !== lengthWire) throw this.damage(`expected bytes in field ${this.field}, got wire type ${this.wire}`);
    const length = this.number();
    const start = this.take(length);
    return { start, end: start + length };
  }

  private take(size: number): number {
    const start = this.position;
    if (size < 0 || start + size > this.end) {
      throw this.damage(`expected ${size} bytes for field ${this.field}, got ${this.end - start}: the file is cut or damaged`);
    }
    this.position = start + size;
    return start;
  }

  /** A number of up to 64 bits, seven bits per byte, negative ones in two's complement. */
  private number(): number {
    const first = this.bytes[this.take(1)] as number;
    if (first < 128) return first;
    let low = first & 127;
    let scale = 128;
    let high = 0;
    for (let index = 1; index < 10; index++) {
      const byte = this.bytes[this.take(1)] as number;
      if (index < 4) low += (byte & 127) * scale;
      else high += (byte & 127) * 2 ** (7 * index - 28);
      scale *= 128;
      if (byte < 128) return signed(low, high);
    }
    throw this.damage('expected a number of at most 10 bytes');
  }

  private damage(message: string): ModelFormatError {
    return new ModelFormatError(`ONNX file, byte ${this.position} of ${this.bytes.length}: ${message}`);
  }
}

/** The 28 low bits and the rest, as a signed number of 64 bits. */
function signed(low: number, high: number): number {
  const top = 2 ** 35;
  const rest = high % 2 ** 36;
  return rest < top ? rest * 2 ** 28 + low : (rest - 2 ** 36) * 2 ** 28 + low;
}
