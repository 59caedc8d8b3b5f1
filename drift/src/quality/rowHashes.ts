import type { Column, Table } from '@modelmonitor/tables';

/** Two 32-bit hashes of every row, and one of every column. */
export interface TableHashes {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly columns: readonly number[];
}

const [PRIME_A, PRIME_B, PRIME_C, PRIME_FNV] = [0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x01000193] as const;
const MISSING = 0x7ff81234;

/**
 * Hashes of the rows and columns of a table, by multiply-and-rotate steps as in MurmurHash3. Equal rows have equal hashes: 0 and −0 are
 * equal, and missing values are; different rows may have equal ones too.
 */
export function rowHashes({ rows, columns }: Table): TableHashes {
  const first = new Int32Array(rows);
  const second = new Int32Array(rows).fill(PRIME_C);
  const words = new Int32Array(rows);
  const columnHashes = columns.map((column) => {
    writeWords(words, column);
    return mix(words, first, second);
  });
  return { first, second, columns: columnHashes };
}

function writeWords(words: Int32Array, column: Column): void {
  if (column.type === 'categorical') {
    for (let row = 0; row < words.length; row++) words[row] = textWord(column.values[row] ?? null);
    return;
  }
  const { buffer, byteOffset, length } = column.values;
  const halves = new Int32Array(buffer, byteOffset, 2 * length);
  for (let row = 0; row < words.length; row++) {
    const value = column.values[row] as number;
    // 0 and −0 have different bits, and not-a-number has many patterns.
    if (value === 0) words[row] = 0;
    else if (Number.isNaN(value)) words[row] = MISSING;
    else words[row] = Math.imul(halves[2 * row] as number, PRIME_C) ^ Math.imul(halves[2 * row + 1] as number, PRIME_B);
  }
}

function textWord(text: string | null): number {
  if (text === null) return MISSING;
  let hash = text.length + 1;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), PRIME_FNV);
  return hash;
}

function mix(words: Int32Array, first: Int32Array, second: Int32Array): number {
  let column = 0;
  for (let row = 0; row < words.length; row++) {
    const word = words[row] as number;
    column = Math.imul(column ^ word, PRIME_FNV);
    const a = (first[row] as number) ^ Math.imul(word ^ (word >>> 15), PRIME_A);
    first[row] = Math.imul((a << 13) | (a >>> 19), 5) + 0x2545f491;
    const b = ((second[row] as number) + word) | 0;
    second[row] = Math.imul(((b << 17) | (b >>> 15)) ^ PRIME_B, PRIME_A);
  }
  return column;
}
