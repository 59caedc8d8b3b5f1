/** Universal Binary JSON as XGBoost writes it: whole numbers and typed arrays of 32 bits, texts, lists and objects. */
export function encodeUbjson(value: unknown): Buffer {
  const parts: Buffer[] = [];
  write(value, parts);
  return Buffer.concat(parts);
}

function write(value: unknown, parts: Buffer[]): void {
  if (typeof value === 'number')
    parts.push(
      Buffer.from('l'),
      bigEndian(4, (view) => view.setInt32(0, value)),
    );
  else if (typeof value === 'string') parts.push(Buffer.from('S'), ...lengthAndText(value));
  else if (value instanceof Int32Array || value instanceof Float32Array) writeTyped(value, parts);
  else if (Array.isArray(value)) {
    parts.push(Buffer.from('['));
    for (const item of value) write(item, parts);
    parts.push(Buffer.from(']'));
  } else {
    parts.push(Buffer.from('{'));
    for (const [name, member] of Object.entries(value as object)) {
      parts.push(...lengthAndText(name));
      write(member, parts);
    }
    parts.push(Buffer.from('}'));
  }
}

function writeTyped(list: Int32Array | Float32Array, parts: Buffer[]): void {
  const isFloat = list instanceof Float32Array;
  parts.push(
    Buffer.from(isFloat ? '[$d#L' : '[$l#L'),
    bigEndian(8, (view) => view.setBigInt64(0, BigInt(list.length))),
  );
  const bytes = bigEndian(4 * list.length, (view) => {
    list.forEach((item, index) => void (isFloat ? view.setFloat32(4 * index, item) : view.setInt32(4 * index, item)));
  });
  parts.push(bytes);
}

function lengthAndText(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  return [Buffer.from('L'), bigEndian(8, (view) => view.setBigInt64(0, BigInt(bytes.length))), bytes];
}

function bigEndian(size: number, fill: (view: DataView) => void): Buffer {
  const bytes = Buffer.alloc(size);
  fill(new DataView(bytes.buffer, bytes.byteOffset, size));
  return bytes;
}
