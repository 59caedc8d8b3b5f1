import type { QualityCheck } from '../qualityCheck.ts';

/** A window has as many rows as there was traffic: only too few to judge by are a fault. */
export const rowCount: QualityCheck = {
  name: 'row_count',
  scope: 'shape',
  words: { title: 'Rows', about: 'at least as many current rows as a verdict needs' },
  isShare: false,
  run: ({ reference, current }, { minRows }) => {
    const least = Math.max(1, minRows);
    const verdict = current.rows >= least ? 'passed' : 'failed';
    return { reference: reference.rows, value: current.rows, limit: { at_least: least }, verdict };
  },
};
