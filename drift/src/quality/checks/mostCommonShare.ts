import { usableRows } from '@modelmonitor/tables';
import type { QualityCheck } from '../qualityCheck.ts';
import { shareCheck } from '../shareCheck.ts';

/** The most common of many values is a selection: the significance is shared among them. */
export const mostCommonShare: QualityCheck = {
  name: 'most_common_share',
  scope: 'column',
  words: { title: 'Most common value', about: 'the share of the most common value is about that in the reference' },
  isShare: true,
  run: ({ reference, current, commonest: { reference: before, current: after } }, limits) => {
    const counts = { found: after.count, rows: usableRows(current), referenceFound: before.count, referenceRows: usableRows(reference) };
    const significance = Math.max(1e-12, limits.significance / Math.max(1, after.distinct));
    const detail = after.value === undefined ? undefined : `${after.value}, ${after.count} of ${counts.rows} values`;
    return shareCheck(counts, { limits: { ...limits, significance }, detail });
  },
};
