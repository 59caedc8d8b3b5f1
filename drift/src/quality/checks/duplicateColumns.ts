import { chanceOfNone } from '@modelmonitor/stats';
import type { Column } from '@modelmonitor/tables';
import { noneOf } from '../noneOf.ts';
import type { CheckOutcome, QualityCheck, QualityLimits, RowSides } from '../qualityCheck.ts';
import { differingRows } from '../sameValue.ts';

/** A copy counts when the reference has the two columns differ so often that so many equal rows do not come by chance. */
export const duplicateColumns: QualityCheck = {
  name: 'duplicate_column',
  scope: 'rows',
  words: { title: 'Columns that copy another', about: 'no column copies another that it differed from in the reference' },
  isShare: false,
  run: copies,
};

function copies({ reference, current }: RowSides, { significance }: QualityLimits): CheckOutcome {
  const original = new Map(reference.columns.map((column) => [column.name, column]));
  const found = copiesOf(current).filter(([a, b]) => {
    const [before, after] = [original.get(a.name), original.get(b.name)];
    if (before === undefined || after === undefined) return false;
    return chanceOfNone(differingRows(before, after), reference.rows, current.rows) < significance;
  });
  const outcome = noneOf(found.map(([, copy]) => copy.name));
  return outcome.detail === undefined ? outcome : { ...outcome, detail: `new copies: ${outcome.detail}` };
}

/** Columns that are equal to an earlier one, row by row, each with the first of them. */
function copiesOf({ columns, hashes }: RowSides['current']): (readonly [Column, Column])[] {
  const byHash = new Map<string, Column[]>();
  return columns.flatMap((column, index) => {
    const key = `${column.type} ${hashes.columns[index]}`;
    const before = byHash.get(key) ?? [];
    byHash.set(key, [...before, column]);
    const first = before.find((other) => differingRows(other, column, 1) === 0);
    return first === undefined ? [] : [[first, column] as const];
  });
}
