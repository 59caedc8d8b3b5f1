import type { QualityTest } from '@modelmonitor/api';
import type { Column, Table, TableShape } from '@modelmonitor/tables';
import { duplicateChecks } from './duplicateChecks.ts';
import { listedNames } from './listedNames.ts';
import type { QualityLimits } from './qualityLimits.ts';
import { unjudged } from './unjudged.ts';

interface Shapes {
  readonly reference: Table | TableShape;
  readonly current: Table | TableShape;
}

/** The checks of the table as a whole. Duplicates need the rows of both sides and are unknown without. */
export function tableQuality({ reference, current }: Shapes, limits: QualityLimits): QualityTest[] {
  const [before, after] = [columnTypes(reference), columnTypes(current)];
  const vanished = [...before.keys()].filter((name) => !after.has(name));
  const fresh = [...after.keys()].filter((name) => !before.has(name));
  const changed = [...before].filter(([name, type]) => after.has(name) && after.get(name) !== type).map(([name]) => name);
  return [
    rowCount({ reference, current }, limits),
    noneOf('column_missing', vanished),
    noneOf('column_new', fresh),
    noneOf('column_type', changed),
    ...duplicates({ reference, current }, limits),
  ];
}

/** A window has as many rows as there was traffic: only too few to judge by are a fault. */
function rowCount({ reference, current }: Shapes, { minRows }: QualityLimits): QualityTest {
  const wanted = Math.max(1, minRows);
  return {
    test: 'row_count',
    column: null,
    reference: reference.rows,
    value: current.rows,
    limit: { at_least: wanted },
    verdict: current.rows >= wanted ? 'passed' : 'failed',
  };
}

function noneOf(test: 'column_missing' | 'column_new' | 'column_type', names: readonly string[]): QualityTest {
  const verdict = names.length === 0 ? 'passed' : 'failed';
  const detail = names.length === 0 ? {} : { detail: listedNames(names) };
  return { test, column: null, reference: 0, value: names.length, limit: { at_most: 0 }, verdict, ...detail };
}

function duplicates({ reference, current }: Shapes, limits: QualityLimits): QualityTest[] {
  const reason = whyNoRows('reference', reference) ?? whyNoRows('current data', current);
  if (reason === undefined && isTable(reference) && isTable(current)) {
    const names = new Set(reference.columns.map(({ name }) => name));
    const common = { rows: current.rows, columns: current.columns.filter(({ name }) => names.has(name)) };
    return duplicateChecks(sameColumns(reference, common), common, limits);
  }
  return (['duplicate_rows', 'duplicate_column'] as const).map((test) => unjudged({ test, column: null }, reason ?? 'no rows'));
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

function columnTypes({ columns }: TableShape): Map<string, Column['type']> {
  return new Map(columns.map(({ name, type }) => [name, type]));
}
