import { crc32, inflateRawSync } from 'node:zlib';
import { ModelFormatError } from '../modelFormatError.ts';
import { zipDirectory } from './zipDirectory.ts';

/** A zip whose directory was read; entries are unpacked when they are requested. */
export interface ZipFile {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** @throws ModelFormatError when there is no such entry, or its bytes are not those that were packed */
  read(name: string): Uint8Array;
}

/**
 * Reads the directory of a zip. Sizes are bounded before anything is unpacked: by an absolute limit, and by the size of the file, which a
 * zip bomb exceeds by orders of magnitude.
 *
 * @throws ModelFormatError that names the entry
 */
export function readZip(bytes: Uint8Array): ZipFile {
  const entries = zipDirectory(bytes);
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read: (name) => {
      const entry = entries.get(name);
      if (entry === undefined) throw new ModelFormatError(`the zip lacks the entry "${name}"`);
      const packed = bytes.subarray(entry.start, entry.start + entry.packedSize);
      const content = entry.deflated ? inflate(packed, name, entry.size) : packed;
      if (content.length !== entry.size) {
        throw new ModelFormatError(`zip entry "${name}": expected ${entry.size} bytes, got ${content.length}`);
      }
      if (crc32(content) !== entry.checksum) throw new ModelFormatError(`zip entry "${name}" is damaged: its checksum differs`);
      return content;
    },
  };
}

function inflate(packed: Uint8Array, name: string, size: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    throw new ModelFormatError(`zip entry "${name}" is damaged: ${(cause as Error).message}`, { cause });
  }
}
