import type { DatabaseSync } from 'node:sqlite';
import type { RowCounts, RowRange } from '../rowPage.ts';
import { readPages } from './pages.ts';

/** How many rows a range has. */
export function countRows(database: DatabaseSync, range: RowRange): RowCounts {
  const counts = { rows: 0, refused: 0, labelled: 0, from: null as number | null, to: null as number | null };
  for (const { rows, times, predictions, actuals } of readPages(database, range)) {
    for (let row = 0; row < rows; row++) {
      const isRefused = Number.isNaN(predictions[row]);
      counts[isRefused ? 'refused' : 'rows']++;
      if (!isRefused && actuals[row] !== null) counts.labelled++;
    }
    counts.from ??= times[0] as number;
    counts.to = times[rows - 1] as number;
  }
  return counts;
}
