import { noneOf } from '../noneOf.ts';
import type { QualityCheck } from '../qualityCheck.ts';

/** Columns of the reference that the current data lacks. */
export const missingColumns: QualityCheck = {
  name: 'column_missing',
  scope: 'shape',
  words: { title: 'Columns vanished', about: 'no column of the reference is missing' },
  isShare: false,
  run: ({ reference, current }) => {
    const names = new Set(current.columns.map(({ name }) => name));
    return noneOf(reference.columns.map(({ name }) => name).filter((name) => !names.has(name)));
  },
};
