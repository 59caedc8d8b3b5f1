import { usableRows } from '@modelmonitor/tables';
import { freshText } from '../freshText.ts';
import type { QualityCheck } from '../qualityCheck.ts';
import { shareCheck } from '../shareCheck.ts';

/** Share of the values whose category the reference does not have. */
export const outOfList: QualityCheck = {
  name: 'out_of_list',
  scope: 'categories',
  words: {
    title: 'Not in the list of categories',
    about: 'the share of values the reference does not have is within what chance explains',
  },
  isShare: true,
  run: (sides, limits) => {
    const { reference, current, fresh, unseen } = sides;
    const found = fresh.reduce((sum, [, count]) => sum + count, 0);
    const counts = { found, rows: usableRows(current), referenceFound: 0, referenceRows: usableRows(reference) };
    const detail = fresh.length > 0 ? freshText(sides) : undefined;
    return shareCheck(counts, { limits, shapes: unseen, detail });
  },
};
