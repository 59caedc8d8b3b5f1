import {
  type Column,
  columnType,
  type DataSet,
  emptyColumn,
  type PreparedColumn,
  prepareColumn,
  type ReadType,
} from '@modelmonitor/tables';
import { type CountedColumn, type CountSource, countedDataSet, type SourceColumn } from '@modelmonitor/tables/counted';
import type { CheckSettings } from '../report/checkSettings.ts';
import { countNumbers, MOST_VALUES } from './countNumbers.ts';

export interface CountInput {
  readonly source: CountSource;
  readonly reference: DataSet;
  /** Columns to count; those that the source lacks are left out. */
  readonly names: readonly string[];
  /** Types that the user states. */
  readonly types?: Readonly<Record<string, ReadType>>;
  readonly settings: CheckSettings;
}

/** Rows of a sample, for columns that counts do not suffice for. */
const SAMPLE_ROWS = 200_000;

/** A column of the source, and the type that it has in common with the reference. */
interface TypedColumn {
  readonly name: string;
  readonly type: ReadType;
  readonly found: SourceColumn['type'];
}

/**
 * Counts the current rows where they are, as far as comparing them with the reference needs. A report of these counts equals one of the rows
 * in memory. Columns that counts do not suffice for are taken from a sample, and a note says so.
 */
export async function countCurrent({ source, reference, names, types = {}, settings }: CountInput): Promise<DataSet> {
  const known = source.columns.filter(({ name }) => names.includes(name));
  const typed = known.map(({ name, type: found }): TypedColumn => {
    const given = Object.hasOwn(types, name) ? types[name] : undefined;
    return { name, found, type: columnType({ given, reference: reference.look(name), current: { type: found, isFixed: true } }) };
  });
  const rows = await source.countRows();
  const numeric = typed.filter(({ type, found }) => type === 'numeric' && found === 'numeric');
  const counted = await countNumbers(
    source,
    numeric.map(({ name }) => name),
    { reference, settings },
  );
  const columns: CountedColumn[] = [];
  const sampled: (TypedColumn & { readonly why: string })[] = [];
  for (const column of typed) {
    const found: Found = counted.find(({ name }) => name === column.name) ?? (await otherColumn(source, column, rows));
    if (found.why === undefined) columns.push({ ...column, column: found.column, ...notesOf(found.note), ...reasonOf(found.reason) });
    else sampled.push({ ...column, why: found.why });
  }
  columns.push(...(await sampleColumns(source, sampled, rows)));
  return countedDataSet(
    rows,
    known.flatMap(({ name }) => columns.find((column) => column.name === name) ?? []),
  );
}

interface Found {
  readonly column: PreparedColumn;
  readonly why?: string;
  readonly note?: string;
  readonly reason?: string;
}

/** A column that is not compared as numbers. */
async function otherColumn(source: CountSource, { name, type, found }: TypedColumn, rows: number): Promise<Found> {
  if (type === 'numeric') {
    return { column: emptyColumn('numeric', rows), reason: `expected numbers, got ${found === 'time' ? 'times' : 'texts'}` };
  }
  if (type === 'time' || found === 'time') return { column: timeColumn(rows) };
  const { missing, counts } = await source.countCategories(name, MOST_VALUES);
  if (counts !== undefined) return { column: { type: 'categorical', rows, counts, missing, infinite: 0 } };
  return { column: emptyColumn('categorical', rows), why: `it has more than ${MOST_VALUES} distinct values` };
}

/** Times are not compared. */
function timeColumn(rows: number): PreparedColumn {
  const uncounted = { nature: 'time', rows, distinct: rows, mostCommon: 1 } as const;
  return { type: 'categorical', rows, counts: new Map(), missing: 0, infinite: 0, nature: 'time', uncounted };
}

async function sampleColumns(
  source: CountSource,
  sampled: readonly (TypedColumn & { readonly why: string })[],
  rows: number,
): Promise<CountedColumn[]> {
  if (sampled.length === 0) return [];
  const columns = await source.sampleRows(
    sampled.map(({ name }) => name),
    SAMPLE_ROWS,
  );
  return sampled.map(({ name, type, why }, index) => {
    const column = prepareColumn(asTyped(columns[index] as Column, type));
    const note = column.rows < rows ? notesOf(`it was measured on a sample of ${column.rows} of ${rows} rows, because ${why}`) : {};
    return { name, type, column, ...note };
  });
}

/** Numbers that are compared as categories. */
function asTyped(column: Column, type: ReadType): Column {
  if (column.type === 'categorical' || type === 'numeric') return column;
  return {
    name: column.name,
    type: 'categorical',
    values: Array.from(column.values, (value) => (Number.isNaN(value) ? null : `${value}`)),
  };
}

function notesOf(note: string | undefined): Pick<CountedColumn, 'notes'> {
  return note === undefined ? {} : { notes: [note] };
}

function reasonOf(reason: string | undefined): Pick<CountedColumn, 'reason'> {
  return reason === undefined ? {} : { reason };
}
