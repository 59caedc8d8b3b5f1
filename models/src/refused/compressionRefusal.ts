import { constants, gunzipSync, inflateSync } from 'node:zlib';
import { textStart } from '../textStart.ts';
import { beginsWith } from './beginsWith.ts';
import { pickleText } from './pickleRefusal.ts';
import { savedByR } from './savingLines.ts';

const kinds = [
  { magics: ['1f8b'], name: 'gzip', unpack: gunzipSync },
  { magics: ['7801', '785e', '789c', '78da'], name: 'zlib', unpack: inflateSync },
  { magics: ['425a68'], name: 'bzip2' },
  { magics: ['fd377a585a00'], name: 'xz' },
  { magics: ['5d00004000', '5d00008000', '5d00000001'], name: 'lzma' },
  { magics: ['04224d18'], name: 'lz4' },
  { magics: ['28b52ffd'], name: 'zstd' },
  // "ZF0x", written before joblib 0.10.
  { magics: ['5a463078'], name: 'zlib' },
];

/** Compressed files: joblib compresses pickles in seven ways, and models are packed for transport. */
export function compressionRefusal(bytes: Uint8Array): string | undefined {
  const kind = kinds.find(({ magics }) => beginsWith(bytes, ...magics));
  if (kind === undefined) return undefined;
  const inside = kind.unpack === undefined ? undefined : beginningOf(bytes, kind.unpack);
  if (inside === undefined) {
    return `the file is compressed (${kind.name}), as joblib.dump(model, …, compress=…) writes it: unpack it, and where that gives a pickle, save the model as skops: skops.io.dump(model, "model.skops")`;
  }
  if (inside.startsWith('\x80'))
    return pickleText(inside, { kind: `a joblib file, compressed (${kind.name}),`, bytes: Buffer.from(inside, 'latin1') });
  if (inside.slice(257, 262) === 'ustar')
    return `the file is a compressed tar archive (${kind.name}): unpack it and give the model file that it holds`;
  if (inside.startsWith('RDX') || inside.startsWith('X\n\0')) return savedByR;
  return `the file is compressed (${kind.name}): unpack it and give the file inside`;
}

/** The first bytes of the content, or undefined where they cannot be unpacked. 512 bytes unpack to half a megabyte at most. */
function beginningOf(bytes: Uint8Array, unpack: typeof gunzipSync): string | undefined {
  try {
    const content = unpack(bytes.subarray(0, 512), { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1024 * 1024 });
    return content.length === 0 ? undefined : textStart(content);
  } catch {
    return undefined;
  }
}
