import { expectedDuplicates } from '../expectedDuplicates.ts';
import { noVerdict } from '../noVerdict.ts';
import type { CheckOutcome, QualityCheck, QualityLimits, RowSides } from '../qualityCheck.ts';
import { rowHashes } from '../rowHashes.ts';
import { rowMultiplicities } from '../rowMultiplicities.ts';
import { shareCheck } from '../shareCheck.ts';

/** More rows repeat more: both sides are brought to the size of the smaller one. */
export const duplicateRows: QualityCheck = {
  name: 'duplicate_rows',
  scope: 'rows',
  words: {
    title: 'Duplicate rows',
    about: 'the share of rows that repeat another, among as many rows of both sides, is about that of the reference',
  },
  isShare: true,
  run: duplicates,
};

function duplicates({ reference, current }: RowSides, limits: QualityLimits): CheckOutcome {
  if (current.columns.length === 0) return noVerdict('no column is in both the reference and the current data');
  const rows = Math.min(reference.rows, current.rows);
  const [before, after] = [rowMultiplicities(reference, rowHashes(reference)), rowMultiplicities(current, current.hashes)];
  const counts = {
    found: Math.round(expectedDuplicates(after, current.rows, rows)),
    rows,
    referenceFound: Math.round(expectedDuplicates(before, reference.rows, rows)),
    referenceRows: rows,
  };
  const repeated = Math.round(expectedDuplicates(after, current.rows, current.rows));
  const sized = current.rows > rows ? `; the share is that among ${rows}, as many as the reference has` : '';
  const detail = repeated > 0 ? `${repeated} of ${current.rows} rows repeat another${sized}` : undefined;
  return shareCheck(counts, { limits, detail });
}
