import type { ColumnReport } from '@modelmonitor/api';
import { type PreparedCategories, type PreparedColumn, textProperties, usableRows } from '@modelmonitor/tables';
import { categoricalSummaries } from './categoricalSummaries.ts';
import { categoryFilter } from './categoryFilter.ts';
import { numericSummaries } from './numericSummaries.ts';

/** What a report says of a column beside its verdict. */
export type ColumnDescription = Pick<ColumnReport, 'type' | 'missing' | 'odd_cells' | 'missing_over_time' | 'reference' | 'current'>;

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
    ...oddCells({ reference, current }),
    ...(overTime === undefined ? {} : { missing_over_time: overTime.map((share) => Number(share.toPrecision(4))) }),
    ...(type === 'text' ? textSummaries({ reference, current }) : summaries(reference, current)),
  };
}

type OddCells = NonNullable<ColumnReport['odd_cells']>;

/** Cells of another type. What stands for a missing number counts where only the current data has such: there something has changed. */
function oddCells({ reference, current }: Sides): { odd_cells?: OddCells } {
  // A profile does not say which texts stood for its missing values.
  const isKnown = reference.missing === 0 || reference.missingOverTime !== undefined;
  const isNew = isKnown && reference.markers === undefined;
  const cells = { reference: cellsOf(reference.odd), current: cellsOf(current.odd, isNew ? current.markers : undefined) };
  return cells.reference.count + cells.current.count === 0 ? {} : { odd_cells: cells };
}

/** The report lists the first five. */
const MOST_EXAMPLES = 5;

function cellsOf(...kinds: readonly PreparedColumn['odd'][]): OddCells['reference'] {
  const count = kinds.reduce((sum, kind) => sum + (kind?.count ?? 0), 0);
  const examples = kinds.flatMap((kind) => kind?.examples ?? []).map(({ row, text }) => ({ row, text }));
  return { count, examples: examples.sort((a, b) => a.row - b.row).slice(0, MOST_EXAMPLES) };
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
  if (reference.uncounted === undefined)
    return categoricalSummaries(reference.counts, current.counts, categoryFilter({ reference, current }));
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
