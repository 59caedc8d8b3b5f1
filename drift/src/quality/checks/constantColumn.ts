import { chanceOfNone } from '@modelmonitor/stats';
import { usableRows } from '@modelmonitor/tables';
import { noVerdict } from '../noVerdict.ts';
import type { QualityCheck } from '../qualityCheck.ts';

/** Whether a column that varied still varies. */
export const constantColumn: QualityCheck = {
  name: 'constant_column',
  scope: 'column',
  words: { title: 'Distinct values (not constant)', about: 'a column that varied has at least two values' },
  isShare: false,
  run: ({ reference, current, commonest: { reference: before, current: after } }, limits) => {
    const figures = { reference: before.distinct, value: after.distinct };
    if (after.distinct === 0) return noVerdict('the current data has no values to check', figures);
    if (before.distinct === 0) return noVerdict('the reference has no values to compare with', figures);
    const least = before.distinct > 1 ? 2 : 1;
    const passed = { ...figures, limit: { at_least: least }, verdict: 'passed' } as const;
    if (after.distinct >= least) return passed;
    const usable = usableRows(reference);
    // The first value may be any: the others have to follow it, at best the most common one.
    const chance = chanceOfNone(usable - before.count, usable, usableRows(current) - 1);
    if (chance >= limits.significance) return noVerdict('so few values can be all the same by chance', figures);
    return { ...passed, verdict: 'failed', detail: `every value is ${after.value ?? 'the same'}` };
  },
};
