import type { QualityTest } from '@modelmonitor/api';
import type { Table, TableShape } from '@modelmonitor/tables';
import { noVerdict } from './noVerdict.ts';
import type { CheckOutcome, QualityCheck, QualityLimits, RowSides, ShapeSides } from './qualityCheck.ts';
import { qualityChecks } from './qualityChecks.ts';
import { rowHashes } from './rowHashes.ts';

/** The checks of the table as a whole. Duplicates need the rows of both sides and are unknown without. */
export function tableQuality(sides: ShapeSides, limits: QualityLimits): QualityTest[] {
  const rows = rowSides(sides);
  return qualityChecks.flatMap((check) => {
    const outcome = outcomeOf(check, { sides, rows }, limits);
    return outcome === undefined ? [] : [{ test: check.name as QualityTest['test'], column: null, ...outcome }];
  });
}

interface DescribedTable {
  readonly sides: ShapeSides;
  /** Or why there are no rows. */
  readonly rows: RowSides | string;
}

function outcomeOf(check: QualityCheck, { sides, rows }: DescribedTable, limits: QualityLimits): CheckOutcome | undefined {
  if (check.scope === 'shape') return check.run(sides, limits);
  if (check.scope !== 'rows') return undefined;
  return typeof rows === 'string' ? noVerdict(rows) : check.run(rows, limits);
}

function rowSides({ reference, current }: ShapeSides): RowSides | string {
  const reason = whyNoRows('reference', reference) ?? whyNoRows('current data', current);
  if (reason !== undefined || !isTable(reference) || !isTable(current)) return reason ?? 'no rows';
  const names = new Set(reference.columns.map(({ name }) => name));
  const common = { rows: current.rows, columns: current.columns.filter(({ name }) => names.has(name)) };
  return { reference: sameColumns(reference, common), current: { ...common, hashes: rowHashes(common) } };
}

function whyNoRows(side: string, table: Table | TableShape): string | undefined {
  if (!isTable(table)) return `the ${side} is known by its figures only, not row by row`;
  return table.rows === 0 ? `the ${side} has no rows` : undefined;
}

function sameColumns(reference: Table, { columns }: Table): Table {
  const byName = new Map(reference.columns.map((column) => [column.name, column]));
  return { rows: reference.rows, columns: columns.flatMap(({ name }) => byName.get(name) ?? []) };
}

function isTable(table: Table | TableShape): table is Table {
  return table.columns.every((column) => 'values' in column);
}
