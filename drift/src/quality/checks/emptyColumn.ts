import { chanceOfNone } from '@modelmonitor/stats';
import { usableRows } from '@modelmonitor/tables';
import { noVerdict } from '../noVerdict.ts';
import type { QualityCheck } from '../qualityCheck.ts';

/** Whether a column that had values still has some. */
export const emptyColumn: QualityCheck = {
  name: 'empty_column',
  scope: 'presence',
  words: { title: 'Values present (not empty)', about: 'a column that had values has some' },
  isShare: false,
  run: ({ reference, current }, limits) => {
    const figures = { reference: usableRows(reference), value: usableRows(current) };
    if (current.rows === 0) return noVerdict('the current data has no rows', figures);
    const least = figures.reference > 0 ? 1 : 0;
    const passed = { ...figures, limit: { at_least: least }, verdict: 'passed' } as const;
    if (figures.value >= least) return passed;
    const chance = chanceOfNone(figures.reference, reference.rows, current.rows);
    if (chance >= limits.significance) return noVerdict('so few rows can be without values by chance', figures);
    return { ...passed, verdict: 'failed', detail: 'no value in the current data' };
  },
};
