import type { Table } from '@modelmonitor/tables';
import type { TableHashes } from './rowHashes.ts';
import { sameValue } from './sameValue.ts';

/** How many distinct rows come once, twice, …: number of distinct rows by how often they come. */
export type Multiplicities = ReadonlyMap<number, number>;

/** How often the rows of a table repeat. Rows of equal hash are compared value by value. */
export function rowMultiplicities(table: Table, hashes: TableHashes): Multiplicities {
  const multiplicities = new Map<number, number>();
  for (const count of repeats(table, hashes)) {
    if (count > 0) multiplicities.set(count, (multiplicities.get(count) ?? 0) + 1);
  }
  return multiplicities;
}

/** For the first of equal rows how often the row comes; 0 for the others. Open addressing with linear probing, at most half full. */
function repeats(table: Table, hashes: TableHashes): Int32Array {
  const counts = new Int32Array(table.rows);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * table.rows + 2)));
  for (let row = 0; row < table.rows; row++) {
    let slot = spread(hashes.first[row] as number) & (slots.length - 1);
    for (;;) {
      const head = (slots[slot] as number) - 1;
      if (head === -1) {
        slots[slot] = row + 1;
        counts[row] = 1;
        break;
      }
      if (isSameRow(table, hashes, [head, row])) {
        counts[head] = (counts[head] as number) + 1;
        break;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
  }
  return counts;
}

/** The low bits of a product depend on the low bits only: fold the high ones in. */
function spread(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 3;
}

function isSameRow({ columns }: Table, { first, second }: TableHashes, [a, b]: readonly [number, number]): boolean {
  if (first[a] !== first[b] || second[a] !== second[b]) return false;
  for (const { values } of columns) if (!sameValue(values[a], values[b])) return false;
  return true;
}
