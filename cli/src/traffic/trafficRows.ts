import { ownValue } from '@modelmonitor/api/plain';
import type { Column } from '@modelmonitor/tables';
import type { ReadFileOptions } from '@modelmonitor/tables/files';
import type { DatePart } from '@modelmonitor/tables/values';
import type { NameList } from '../commands/nameList.ts';
import { dateColumns, dateColumnValues } from '../dateColumns.ts';
import { InputError } from '../errors.ts';
import { readDataFile } from '../readDataFile.ts';
import { requireColumns } from '../requireColumns.ts';
import { type Shift, shiftValues } from './shift.ts';

/** Values of one row by column; null for missing values. */
export type Features = Readonly<Record<string, number | string | null>>;

/** Rows that can be sent. */
export interface TrafficRows {
  readonly count: number;
  row(index: number): Features;
  /** The label of a row, where labels are sent; null without one. */
  readonly label?: (index: number) => Features[string];
}

export interface TrafficRowsOptions {
  readonly file: string;
  readonly cwd: string;
  /** Columns to send, in this order; by default all. */
  readonly columns: NameList | undefined;
  /** Columns not to send, such as the target. */
  readonly exclude: NameList;
  /** Column with the labels, which is not sent. */
  readonly labels?: string | undefined;
  readonly shifts: ReadonlyMap<string, Shift>;
  /** Whether columns are sent as numbers or as text, by name, if both are possible. */
  readonly types?: ReadonlyMap<string, 'numeric' | 'categorical'>;
  readonly reading?: ReadFileOptions;
  /** Parts of dates that are sent beside the dates, as `train --dates` makes them features. */
  readonly dates?: readonly DatePart[] | undefined;
}

/**
 * Reads the rows of a CSV or Parquet file and applies the shifts. Columns of whole numbers are sent as numbers unless `types` overrides it.
 *
 * @throws InputError for a file that cannot be read, a column it does not have, or a shift of a text column
 */
export async function trafficRows(options: TrafficRowsOptions): Promise<TrafficRows> {
  const { file, cwd, columns, exclude, labels, shifts, types = new Map(), reading } = options;
  const first = await readDataFile(file, { ...reading, cwd });
  const data = first.columns.map(({ name }) => name);
  const known = [...data, ...first.leftOut];
  const columnsOf = (option: string, names: NameList) => requireColumns({ option, names, file, columns: known });
  const labelled = labels === undefined ? [] : columnsOf('--labels', [labels]);
  const excluded = [...columnsOf('--exclude', exclude), ...labelled];
  const selected = (columns === undefined ? data : columnsOf('--columns', columns)).filter((name) => !excluded.includes(name));
  for (const [option, given] of Object.entries({ '--shift': shifts, '--types': types })) columnsOf(option, [...given.keys()]);
  if (selected.length === 0) throw new InputError(`no column of ${file} is left to send`);
  const readTypes = Object.entries(first.types).map(([name, type]) => [name, types.get(name) ?? (type === 'integer' ? 'numeric' : type)]);
  const columnsNamed = async (names: readonly string[]) =>
    await readDataFile(file, { ...reading, cwd, columns: names, types: Object.fromEntries(readTypes) });
  const table = await columnsNamed(selected);
  const [label] = labelled.length === 0 ? [] : (await columnsNamed(labelled)).columns;
  const sent = table.columns.map((column) => shiftColumn(column, { shift: shifts.get(column.name), file }));
  const derived = table.columns
    .filter(({ name }) => ownValue(first.types, name) === 'time')
    .flatMap((column) => dateColumnValues(column, dateColumns(column.name, options.dates ?? [])))
    .filter(({ name, values }) => !selected.includes(name) && !excluded.includes(name) && !values.every(Number.isNaN));
  sent.push(...derived);
  return {
    count: table.rows,
    row: (index) => Object.fromEntries(sent.map(({ name, values }) => [name, sendable(values[index])])),
    ...(label === undefined ? {} : { label: (index) => sendable(label.values[index]) }),
  };
}

function shiftColumn(column: Column, { shift, file }: { shift: Shift | undefined; file: string }): Column {
  if (shift === undefined) return column;
  if (column.type === 'numeric') return { ...column, values: shiftValues(column.values, shift) };
  throw new InputError(`--shift: expected a numeric column, got ${JSON.stringify(column.name)} of ${file}, which contains text`);
}

function sendable(value: number | string | null | undefined): number | string | null {
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? null : value;
}
