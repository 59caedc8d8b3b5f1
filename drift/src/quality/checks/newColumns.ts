import { noneOf } from '../noneOf.ts';
import type { QualityCheck } from '../qualityCheck.ts';

/** Columns of the current data that the reference lacks. */
export const newColumns: QualityCheck = {
  name: 'column_new',
  scope: 'shape',
  words: { title: 'Columns new', about: 'no column is new' },
  isShare: false,
  run: ({ reference, current }) => {
    const names = new Set(reference.columns.map(({ name }) => name));
    return noneOf(current.columns.map(({ name }) => name).filter((name) => !names.has(name)));
  },
};
