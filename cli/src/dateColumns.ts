import type { Column } from '@modelmonitor/tables';
import { DATE_PARTS, type DatePart, type DateParts, datePartsReader } from '@modelmonitor/tables/values';
import { oneOf } from './commands/textReaders.ts';

/** A numeric column that holds a part of the dates of another one. */
export interface DateColumn {
  /** As `ordered.month`. */
  readonly name: string;
  readonly part: DatePart;
  /** The column of dates. */
  readonly source: string;
}

/** Reads parts of dates as a user writes them, such as `year,month`. */
export function dateParts(given: string): readonly DatePart[] {
  const parts = given.split(',').map((part) => oneOf(...DATE_PARTS)(part.trim()));
  return DATE_PARTS.filter((part) => parts.includes(part));
}

/** The columns of these parts, or of all parts, of a column of dates. */
export function dateColumns(source: string, parts: readonly DatePart[] = DATE_PARTS): DateColumn[] {
  return parts.map((part) => ({ name: `${source}.${part}`, part, source }));
}

/** The values of columns that are parts of the dates of a column; NaN where a date lacks the part. */
export function dateColumnValues(column: Column, columns: readonly DateColumn[]): Extract<Column, { readonly type: 'numeric' }>[] {
  const texts =
    column.type === 'categorical' ? column.values : Array.from(column.values, (value) => (Number.isNaN(value) ? null : `${value}`));
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  const read = datePartsReader(counts, column.name);
  const parts = new Map<string | null, DateParts | undefined>([...counts.keys()].map((text) => [text, read?.(text)]));
  return columns.map(({ name, part }) => ({
    name,
    type: 'numeric',
    values: Float64Array.from(texts, (text) => parts.get(text)?.[part] ?? Number.NaN),
  }));
}
