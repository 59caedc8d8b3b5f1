import { open } from 'node:fs/promises';
import type { TextLayout } from './textLayout.ts';

const BLOCKS = 64;
const BLOCK_BYTES = 16 * 1024;

/**
 * Whether there are blanks around unquoted fields in a large text file, or empty lines among the rows of one column. It is looked at in blocks
 * all over the file: a file that has them has many.
 */
export async function hasOuterBlanks(
  path: string,
  { delimiter, fields }: Pick<TextLayout, 'delimiter' | 'fields'>,
  size: number,
): Promise<boolean> {
  const hidden = delimiter === '|' ? '\\|' : delimiter;
  const odd = fields === 1 ? /^ | $|^$/ : new RegExp(`^ | $| ${hidden}|${hidden} `);
  const file = await open(path, 'r');
  try {
    // A file that is no larger than all blocks is one: many small reads take longer.
    const [blocks, length] = size <= BLOCKS * BLOCK_BYTES ? [1, size] : [BLOCKS, BLOCK_BYTES];
    const buffer = Buffer.alloc(length);
    for (let block = 0; block < blocks; block++) {
      const { bytesRead } = await file.read(buffer, 0, length, Math.floor((block * (size - length)) / Math.max(1, blocks - 1)));
      if (!buffer.subarray(0, bytesRead).includes(0x20) && fields > 1) continue;
      // Lines with quotes may hold blanks and delimiters within a field.
      const lines = buffer.toString('latin1', 0, bytesRead).split(/\r?\n/).slice(1, -1);
      if (lines.some((line) => !line.includes('"') && odd.test(line))) return true;
    }
    return false;
  } finally {
    await file.close();
  }
}
