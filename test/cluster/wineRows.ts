import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Features of a wine. */
const wine = [13.2, 1.78, 2.14, 11.2, 100, 2.65, 2.76, 0.26, 1.28, 4.38, 1.05, 3.4, 1050];

/** Rows of the training data, spread over it. */
export function typicalRows(rows: number): number[][] {
  const lines = readFileSync(join(import.meta.dirname, '../../examples/wine/wine.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return Array.from({ length: rows }, (_, row) => (lines[(row * 53) % lines.length] ?? '').split(',').slice(0, 13).map(Number));
}

/** Rows unlike the training data, within the ranges of the resource. */
export function shiftedRows(rows: number): number[][] {
  return Array.from({ length: rows }, (_, row) => wine.map((value, feature) => (feature === 0 ? 16 : value * 1.5 + row / 100)));
}
