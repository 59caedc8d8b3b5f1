import { createCipheriv } from 'node:crypto';
import { parseRowId } from './rowId.ts';

/** Ids of the rows of a series, by their numbers. */
export interface RowNames {
  /** The id of a number; the empty text for a row without one (NaN). */
  idOf(number: number): string;
  /** The number of an id that this series gave; undefined for any other text. */
  numberOf(id: string): number | undefined;
}

/** Signatures that are computed together for rows that follow each other. */
const pageRows = 256;

/** Bytes of a signature: 16 letters, which no caller finds by guessing. */
const signatureBytes = 12;

/** Bytes of a key, and of a block of the cipher. */
const blockBytes = 16;

/**
 * A new series: its name, a dot and its key. The key stays in the process and its store, so that an id says nothing of any other.
 *
 * @param randomBytes unpredictable bytes
 */
export function newSeries(randomBytes: (count: number) => Uint8Array): string {
  const hex = (count: number) => Buffer.from(randomBytes(count)).toString('hex');
  return `${hex(4)}.${hex(blockBytes)}`;
}

/**
 * The ids of a series: its name, a dash, the number in base 36, a dot and a signature, which is the number encrypted with the key of the series. A
 * series without a key, of an earlier release, gives ids without signatures.
 *
 * @example
 * ```ts
 * rowNames('a1b2').idOf(36); // 'a1b2-10'
 * rowNames('a1b2c3d4.000102030405060708090a0b0c0d0e0f').idOf(36); // 'a1b2c3d4-10.yp0kyb0Y0NeaQrIs'
 * ```
 */
export function rowNames(series: string): RowNames {
  const [name = '', key] = series.split('.');
  const sign = key === undefined ? undefined : signer(Buffer.from(key, 'hex'));
  const idOf = (number: number) => {
    if (Number.isNaN(number)) return '';
    const plain = `${name}-${number.toString(36)}`;
    return sign === undefined ? plain : `${plain}.${sign(number)}`;
  };
  return {
    idOf,
    numberOf(id) {
      const parsed = parseRowId(id);
      return parsed?.series === name && idOf(parsed.number) === id ? parsed.number : undefined;
    },
  };
}

/** Signs numbers; those that follow each other cost a hundredth of a call of the cipher each. */
function signer(key: Uint8Array): (number: number) => string {
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  const blocks = Buffer.alloc(pageRows * blockBytes);
  let [page, first, end, before] = [blocks, 0, 0, Number.NaN];
  return (number) => {
    if (number < first || number >= end) {
      [first, end] = [number, number + (number === before + 1 ? pageRows : 1)];
      for (let row = 0; row < end - first; row++) {
        blocks.writeUInt32BE(Math.floor((number + row) / 2 ** 32), row * blockBytes);
        blocks.writeUInt32BE((number + row) % 2 ** 32, row * blockBytes + 4);
      }
      page = cipher.update(blocks.subarray(0, (end - first) * blockBytes));
    }
    before = number;
    const start = (number - first) * blockBytes;
    return page.toString('base64url', start, start + signatureBytes);
  };
}
