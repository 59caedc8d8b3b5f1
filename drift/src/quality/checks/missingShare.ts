import type { QualityCheck } from '../qualityCheck.ts';
import { shareCheck } from '../shareCheck.ts';

/** Share of the rows without a value. */
export const missingShare: QualityCheck = {
  name: 'missing_share',
  scope: 'presence',
  words: { title: 'Missing values', about: 'the share of missing values is about that of the reference' },
  isShare: true,
  run: ({ reference, current }, limits) => {
    const counts = { found: current.missing, rows: current.rows, referenceFound: reference.missing, referenceRows: reference.rows };
    const detail = current.missing > 0 ? `${current.missing} of ${current.rows} rows` : undefined;
    return shareCheck(counts, { limits, detail });
  },
};
