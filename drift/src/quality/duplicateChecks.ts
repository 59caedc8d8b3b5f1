import type { QualityTest } from '@modelmonitor/api';
import { chanceOfNone } from '@modelmonitor/stats';
import type { Column, Table } from '@modelmonitor/tables';
import { expectedDuplicates } from './expectedDuplicates.ts';
import { listedNames } from './listedNames.ts';
import type { QualityLimits } from './qualityLimits.ts';
import { rowHashes, type TableHashes } from './rowHashes.ts';
import { rowMultiplicities } from './rowMultiplicities.ts';
import { differingRows } from './sameValue.ts';
import { shareCheck } from './shareCheck.ts';
import { unjudged } from './unjudged.ts';

interface HashedTable extends Table {
  readonly hashes: TableHashes;
}

/** Rows and columns that repeat others; of the columns both sides have. */
export function duplicateChecks(reference: Table, current: Table, limits: QualityLimits): QualityTest[] {
  const hashed = { ...current, hashes: rowHashes(current) };
  return [duplicateRows(reference, hashed, limits), duplicateColumns(reference, hashed, limits)];
}

/** More rows repeat more: both sides are brought to the size of the smaller one. */
function duplicateRows(reference: Table, current: HashedTable, limits: QualityLimits): QualityTest {
  const check = { test: 'duplicate_rows', column: null } as const;
  if (current.columns.length === 0) return unjudged(check, 'no column is in both the reference and the current data');
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
  return shareCheck(check, counts, { limits, detail });
}

/** A copy counts when the reference has the two columns differ so often that so many equal rows do not come by chance. */
function duplicateColumns(reference: Table, current: HashedTable, { significance }: QualityLimits): QualityTest {
  const original = new Map(reference.columns.map((column) => [column.name, column]));
  const copies = copiedColumns(current).filter(([a, b]) => {
    const [before, after] = [original.get(a.name), original.get(b.name)];
    if (before === undefined || after === undefined) return false;
    return chanceOfNone(differingRows(before, after), reference.rows, current.rows) < significance;
  });
  const figures = { reference: 0, value: copies.length, limit: { at_most: 0 } };
  const detail = copies.length > 0 ? { detail: `new copies: ${listedNames(copies.map(([, copy]) => copy.name))}` } : {};
  return { test: 'duplicate_column', column: null, ...figures, verdict: copies.length > 0 ? 'failed' : 'passed', ...detail };
}

/** Columns that are equal to an earlier one, row by row, each with the first of them. */
function copiedColumns({ columns, hashes }: HashedTable): (readonly [Column, Column])[] {
  const byHash = new Map<string, Column[]>();
  return columns.flatMap((column, index) => {
    const key = `${column.type} ${hashes.columns[index]}`;
    const before = byHash.get(key) ?? [];
    byHash.set(key, [...before, column]);
    const first = before.find((other) => differingRows(other, column, 1) === 0);
    return first === undefined ? [] : [[first, column] as const];
  });
}
