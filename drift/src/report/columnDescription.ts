import type { ColumnReport } from '@modelmonitor/api';
import { type PreparedCategories, type PreparedColumn, textProperties, usableRows } from '@modelmonitor/tables';
import { categoricalSummaries } from './categoricalSummaries.ts';
import { numericSummaries } from './numericSummaries.ts';

/** What a report says of a column beside its verdict. */
export type ColumnDescription = Pick<ColumnReport, 'type' | 'missing' | 'missing_over_time' | 'reference' | 'current'>;

interface Sides {
  readonly reference: PreparedColumn;
  readonly current: PreparedColumn;
}

/** Type, missing values and summaries of both sides. */
export function columnDescription({ reference, current }: Sides, type: ColumnReport['type']): ColumnDescription {
  const overTime = current.missingOverTime;
  return {
    type,
    missing: { reference: absent(reference), current: absent(current) },
    ...(overTime === undefined ? {} : { missing_over_time: overTime.map((share) => Number(share.toPrecision(4))) }),
    ...(type === 'text' ? textSummaries({ reference, current }) : summaries(reference, current)),
  };
}

function absent({ rows, missing, infinite }: PreparedColumn): ColumnReport['missing']['reference'] {
  return { count: missing, share: rows === 0 ? 0 : missing / rows, infinite };
}

function summaries(reference: PreparedColumn, current: PreparedColumn): Pick<ColumnReport, 'reference' | 'current'> {
  if (reference.type === 'numeric' && current.type === 'numeric') return numericSummaries(reference.sorted, current.sorted);
  if (reference.type === 'categorical' && current.type === 'categorical') return categorySummaries(reference, current);
  // A column that changed its kind has no scale in common; each side is shown on its own.
  return { reference: ownSummary(reference), current: ownSummary(current) };
}

function ownSummary(side: PreparedColumn): ColumnReport['reference'] {
  return side.type === 'numeric' ? numericSummaries(side.sorted, new Float64Array()).reference : categorySummaries(side, EMPTY).reference;
}

const EMPTY: PreparedCategories = { type: 'categorical', rows: 0, counts: new Map(), missing: 0, infinite: 0 };

/** Categories that are not counted are shown on neither side: the reference may well have those of the current data. */
function categorySummaries(reference: PreparedCategories, current: PreparedCategories): ReturnType<typeof categoricalSummaries> {
  if (reference.uncounted === undefined) return categoricalSummaries(reference.counts, current.counts);
  const summary = (side: PreparedCategories) => ({
    rows: usableRows(side),
    distinct: side.uncounted?.distinct ?? side.counts.size,
    histogram: { values: [], counts: [], other: usableRows(side) },
  });
  return { reference: summary(reference), current: summary(current) };
}

function textSummaries({ reference, current }: Sides): Pick<ColumnReport, 'reference' | 'current'> {
  if (reference.type === 'numeric' || current.type === 'numeric') return summaries(reference, current);
  const both = categorySummaries(reference, current);
  return {
    reference: { ...both.reference, text: { new_share: 0, ...means(reference) } },
    current: { ...both.current, text: { new_share: newShare(reference, current), ...means(current) } },
  };
}

function means(side: PreparedCategories): { length: number | null; letters: number | null; digits: number | null; spaces: number | null } {
  const { length, letters, digits, spaces } = textProperties(side);
  return { length: mean(length), letters: mean(letters), digits: mean(digits), spaces: mean(spaces) };
}

/** Null when the texts of the reference are not known. */
function newShare(reference: PreparedCategories, current: PreparedCategories): number | null {
  if (reference.uncounted !== undefined) return null;
  let rows = 0;
  for (const [text, count] of current.counts) if (!reference.counts.has(text)) rows += count;
  const usable = usableRows(current);
  return usable === 0 ? null : rows / usable;
}

function mean(values: Float64Array): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
