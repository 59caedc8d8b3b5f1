import { noneOf } from '../noneOf.ts';
import type { QualityCheck } from '../qualityCheck.ts';

/** Columns whose type differs from that of the reference. */
export const columnTypes: QualityCheck = {
  name: 'column_type',
  scope: 'shape',
  words: { title: 'Columns or cells of another type', about: 'every column, and every cell, has the type of the reference' },
  isShare: false,
  run: ({ reference, current }) => {
    const typeOf = new Map(current.columns.map(({ name, type }) => [name, type]));
    const changed = reference.columns.filter(({ name, type }) => typeOf.has(name) && typeOf.get(name) !== type);
    return noneOf(changed.map(({ name }) => name));
  },
};
