import { type ColumnBudget, SEPARATOR_BYTES } from './columnBudget.ts';
import { documentBytes } from './columnDocument.ts';
import { fitColumn } from './fitColumn.ts';
import type { CategoricalProfile, ColumnProfile } from './profile.ts';

/**
 * Columns cut to their budgets. Lists of categories are cut only where the whole profile has no room: what other columns leave is shared
 * among them, and what the short ones leave, the longer ones get.
 */
export function fitColumns(columns: readonly ColumnProfile[], budget: ColumnBudget): ColumnProfile[] {
  const fitted = columns.map((column) => fitColumn(column, budget));
  if (budget.totalBytes === undefined) return fitted;
  const cut = columns.flatMap((column, index) => (isCut(column, fitted[index]) ? [{ column, index }] : []));
  if (cut.length === 0) return fitted;
  let free = fitted.reduce((bytes, column) => bytes - documentBytes(column) - SEPARATOR_BYTES, budget.totalBytes);
  const byLength = cut.toSorted((a, b) => a.column.frequent.counts.size - b.column.frequent.counts.size);
  for (const [position, { column, index }] of byLength.entries()) {
    const bytes = documentBytes(fitted[index] as ColumnProfile);
    const share = bytes + Math.floor(free / (byLength.length - position));
    if (share <= bytes) continue;
    const wider = fitColumn(column, { exactBytes: share, thinnedBytes: share });
    fitted[index] = wider;
    free -= documentBytes(wider) - bytes;
  }
  return fitted;
}

/** Whether categories were left out that the column had. */
function isCut(column: ColumnProfile, fitted: ColumnProfile | undefined): column is CategoricalProfile {
  if (column.type === 'numeric' || fitted === undefined || fitted.type === 'numeric') return false;
  return column.nature === 'categories' && fitted.frequent.counts.size < column.frequent.counts.size;
}
