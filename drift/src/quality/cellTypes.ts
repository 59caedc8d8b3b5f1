import type { ColumnReport, QualityReport, QualityTest } from '@modelmonitor/api';
import { qualityReport } from './qualityReport.ts';
import { shareCheck } from './shareCheck.ts';

/** Probability with which the cells of one of all columns fail although nothing changed. */
const FALSE_ALARMS = 0.05;
const TOLERANCE = 0.1;

/**
 * Adds the type of the cells to the checks of each column: cells of another type, or a column that cannot be read in the type of the
 * reference. A single cell fails where the reference has none.
 */
export function withCellTypes(quality: QualityReport, features: Readonly<Record<string, ColumnReport>>): QualityReport {
  const significance = FALSE_ALARMS / Math.max(1, Object.keys(features).length);
  const found = new Map(
    Object.entries(features).flatMap(([name, column]) => {
      const test = cellTypeTest(column, significance);
      return test === undefined ? [] : [[name, { test: 'column_type', column: name, ...test } satisfies QualityTest] as const];
    }),
  );
  if (found.size === 0) return quality;
  const ofTable = quality.tests.filter(({ column }) => column === null);
  const ofColumns = Map.groupBy(
    quality.tests.filter(({ column }) => column !== null),
    ({ column }) => column ?? '',
  );
  const names = new Set([...ofColumns.keys(), ...found.keys()]);
  return qualityReport(
    ofTable,
    [...names].map((name) => [...(found.has(name) ? [found.get(name) as QualityTest] : []), ...(ofColumns.get(name) ?? [])]),
  );
}

function cellTypeTest(column: ColumnReport, significance: number): Omit<QualityTest, 'test' | 'column'> | undefined {
  const { odd_cells: odd, reference, current, reason } = column;
  if (odd === undefined) return reason?.startsWith(UNREADABLE) ? unreadable(reason) : undefined;
  const { count } = odd.current;
  const figures = { reference: odd.reference.count, value: count, ...(count === 0 ? {} : { detail: cellsText(odd.current) }) };
  if (odd.reference.count === 0) return { ...figures, limit: { at_most: 0 }, verdict: count === 0 ? 'passed' : 'failed' };
  const rows = { rows: count + current.rows, referenceFound: odd.reference.count, referenceRows: odd.reference.count + reference.rows };
  const { limit, verdict, reason: why } = shareCheck({ found: count, ...rows }, { limits: { significance, tolerance: TOLERANCE } });
  const most = limit.at_most === undefined ? {} : { at_most: Math.round(limit.at_most * rows.rows) };
  return { ...figures, limit: most, verdict, ...(why === undefined ? {} : { reason: why }) };
}

/** How the reason of a column begins whose current cells are not of the type of the reference. */
const UNREADABLE = 'the column cannot be read in the current data';

function unreadable(reason: string): Omit<QualityTest, 'test' | 'column'> {
  return { reference: null, value: null, limit: {}, verdict: 'failed', detail: reason };
}

/** "2 cells are of another type: "n.d." in row 151, "x" in row 160". */
function cellsText({ count, examples }: NonNullable<ColumnReport['odd_cells']>['current']): string {
  const shown = examples.map(({ row, text }) => `${JSON.stringify(text)} in row ${row}`).join(', ');
  const more = count > examples.length ? ` and ${count - examples.length} more` : '';
  return `${count === 1 ? '1 cell is' : `${count} cells are`} of another type: ${shown}${more}`;
}
