import { crc32, inflateRawSync } from 'node:zlib';
import { ModelFormatError } from '../modelFormatError.ts';
import { zipDirectory } from './zipDirectory.ts';

/** What an entry may unpack to without being compared with its packed size. */
const slack = 64 * 1024;

/** A zip whose directory was read; entries are unpacked when they are requested. */
export interface ZipFile {
  readonly names: readonly string[];
  has(name: string): boolean;
  /**
   * @param growth most bytes that a packed byte may become, beyond the first 64 KiB: less than for a zip as a whole, where the entry is text to be parsed
   * @throws ModelFormatError when there is no such entry, its bytes are not those that were packed, or they are more than allowed
   */
  read(name: string, growth?: number): Uint8Array;
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
    read: (name, growth = Number.POSITIVE_INFINITY) => {
      const entry = entries.get(name);
      if (entry === undefined) throw new ModelFormatError(`the zip lacks the entry "${name}"`);
      const most = slack + growth * entry.packedSize;
      if (entry.size > most) {
        throw new ModelFormatError(
          `zip entry "${name}" unpacks to ${entry.size} bytes, expected at most ${most} for ${entry.packedSize} packed ones`,
        );
      }
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
