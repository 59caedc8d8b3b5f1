import { crc32, deflateRawSync } from 'node:zlib';

/** What a test changes of an entry, so that a reader has something to refuse. */
interface ZipOptions {
  readonly deflated?: boolean;
  readonly checksum?: number;
  readonly size?: number;
  readonly flags?: number;
}

/** A zip for tests: entries in order, stored unless one says otherwise. */
export function storedZip(entries: readonly (readonly [name: string, content: Uint8Array, options?: ZipOptions])[]): Buffer {
  const [locals, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content, options = {}] of entries) {
    const packed = options.deflated ? deflateRawSync(content) : content;
    const title = Buffer.from(name, 'utf8');
    const header = headerOf(options, { content, packed, title });
    locals.push(Buffer.from([0x50, 0x4b, 3, 4]), header, title, Buffer.from(packed));
    // The directory repeats the header, with a version before it and a comment, attributes and the place behind.
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), header, place, title);
    offset += 4 + header.length + title.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

function headerOf(
  { deflated, checksum, size, flags = 0 }: ZipOptions,
  { content, packed, title }: { content: Uint8Array; packed: Uint8Array; title: Buffer },
): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(flags, 2);
  header.writeUInt16LE(deflated ? 8 : 0, 4);
  header.writeUInt32LE(checksum ?? crc32(content), 10);
  header.writeUInt32LE(packed.length, 14);
  header.writeUInt32LE(size ?? content.length, 18);
  header.writeUInt16LE(title.length, 22);
  return header;
}
