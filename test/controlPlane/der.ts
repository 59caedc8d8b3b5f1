/** Values of ASN.1 in their distinguished encoding (X.690): tag, length, content. Only those that a certificate needs. */
export const der = {
  sequence: (...parts: readonly Buffer[]) => encode(0x30, ...parts),
  set: (...parts: readonly Buffer[]) => encode(0x31, ...parts),
  boolean: (value: boolean) => encode(0x01, Buffer.from([value ? 0xff : 0])),
  /** A positive whole number, most significant byte first. */
  integer: (bytes: Buffer) => encode(0x02, (bytes[0] ?? 0) > 0x7f ? Buffer.from([0]) : Buffer.alloc(0), bytes),
  bitString: (bytes: Buffer, unusedBits = 0) => encode(0x03, Buffer.from([unusedBits]), bytes),
  octetString: (bytes: Buffer) => encode(0x04, bytes),
  /** @param dotted such as 2.5.4.3 */
  objectIdentifier: (dotted: string) => {
    const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
    return encode(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
  },
  text: (value: string) => encode(0x0c, Buffer.from(value, 'utf8')),
  /** A time before 2050, to the second. */
  time: (value: Date) =>
    encode(
      0x17,
      Buffer.from(
        `${value
          .toISOString()
          .replaceAll(/[-:T]|\.\d+/g, '')
          .slice(2)}`,
        'ascii',
      ),
    ),
  /** A value whose tag is a number instead of a type. */
  context: (number: number, { constructed }: { constructed: boolean }, ...parts: readonly Buffer[]) =>
    encode((constructed ? 0xa0 : 0x80) + number, ...parts),
};

function encode(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

/** Seven bits per byte, all but the last marked. */
function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
