import { type Column, type Table, tableDataSet } from '@modelmonitor/tables';
import { categoryFinder } from '@modelmonitor/tables/values';
import type { Segment, SegmentSides } from './segmentReports.ts';

type CategoricalColumn = Extract<Column, { readonly type: 'categorical' }>;

/** Segments as a resource or a command line requests them. */
export interface SegmentRequest {
  readonly feature?: string | undefined;
  readonly values?: readonly string[] | undefined;
  readonly version?: string | undefined;
}

export interface SegmentTables {
  readonly reference: Table;
  readonly current: Table;
  /** The current rows that were predicted, and by which version; absent where that is not known. */
  readonly predicted?: { readonly table: Table; readonly versions: Column } | undefined;
  /** Most segments. */
  readonly most: number;
}

/** The rows of a segment on both sides, and whether a value of its feature, however it is spelt, is the segment's. */
interface SelectedSides extends SegmentSides {
  readonly matches?: (value: string) => boolean;
}

/** The rows of each requested segment, and what of the request was not followed. */
export interface RequestedSegments {
  readonly sides: readonly SelectedSides[];
  readonly notes: readonly string[];
}

/**
 * Selects the rows of each segment on both sides. A feature without listed values has a segment for each category of the reference, the most
 * frequent first. Values are found whatever their spelling, as 1 and 1.0.
 */
export function segmentSides(requests: readonly SegmentRequest[], tables: SegmentTables): RequestedSegments {
  const sides: SelectedSides[] = [];
  const notes: string[] = [];
  for (const { feature, values, version } of requests) {
    const room = tables.most - sides.length;
    if (feature === undefined) {
      if (version !== undefined && room > 0) sides.push(versionSides(version, tables));
      else if (version !== undefined) notes.push(noteOnRest([version], 'version', tables.most));
      continue;
    }
    const known = categoricalColumn(tables.reference, feature);
    if (known === undefined) {
      notes.push(`segments: the reference has no categorical column ${JSON.stringify(feature)}`);
      continue;
    }
    const names = values ?? categoriesByFrequency(known);
    sides.push(...featureSides(feature, names.slice(0, room), tables));
    if (names.length > room) notes.push(noteOnRest(names.slice(room), feature, tables.most));
  }
  return { sides, notes };
}

/** Values that a note lists. */
const mostListed = 10;

function noteOnRest(names: readonly string[], feature: string, most: number): string {
  const listed = names.slice(0, mostListed).map((name) => JSON.stringify(name));
  const more = names.length > mostListed ? ` and ${names.length - mostListed} more` : '';
  return `segments: at most ${most} are compared; not compared were ${feature} ${listed.join(', ')}${more}`;
}

function versionSides(version: string, { reference, current, predicted }: SegmentTables): SegmentSides {
  const versions = predicted?.versions.type === 'categorical' ? predicted.versions.values : [];
  const rows = versions.flatMap((value, row) => (value === version ? [row] : []));
  return { segment: { version }, reference: tableDataSet(reference), current: tableDataSet(takeRows(predicted?.table ?? current, rows)) };
}

function featureSides(feature: string, names: readonly string[], { reference, current }: SegmentTables): SelectedSides[] {
  const nameOf = nameFinder(names);
  const before = rowsByName(categoricalColumn(reference, feature), nameOf);
  const after = rowsByName(categoricalColumn(current, feature), nameOf);
  return names.map((value) => {
    const segment: Segment = { feature, value };
    const part = (table: Table, rows: ReadonlyMap<string, readonly number[]>) => tableDataSet(takeRows(table, rows.get(value) ?? []));
    return {
      segment,
      reference: part(reference, before),
      current: part(current, after),
      matches: (text: string) => nameOf(text) === value,
    };
  });
}

function categoricalColumn({ columns }: Table, name: string): CategoricalColumn | undefined {
  const column = columns.find((one) => one.name === name);
  return column?.type === 'categorical' ? column : undefined;
}

function categoriesByFrequency({ values }: CategoricalColumn): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1)).map(([name]) => name);
}

/** The name that a value means, whatever its spelling; none of a value that may mean several. */
function nameFinder(names: readonly string[]): (value: string) => string | undefined {
  const find = categoryFinder(names);
  const found = new Map<string, string | undefined>();
  return (value) => {
    if (!found.has(value)) {
      const category = find(value);
      found.set(value, category !== undefined && 'name' in category ? category.name : undefined);
    }
    return found.get(value);
  };
}

function rowsByName(column: CategoricalColumn | undefined, nameOf: (value: string) => string | undefined): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  for (const [row, value] of column?.values.entries() ?? []) {
    const name = value === null ? undefined : nameOf(value);
    if (name === undefined) continue;
    const list = rows.get(name);
    if (list === undefined) rows.set(name, [row]);
    else list.push(row);
  }
  return rows;
}

function takeRows({ columns }: Table, rows: readonly number[]): Table {
  return {
    rows: rows.length,
    columns: columns.map((column) =>
      column.type === 'numeric'
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN) }
        : { ...column, values: rows.map((row) => column.values[row] ?? null) },
    ),
  };
}
