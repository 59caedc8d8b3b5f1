import { assignBin, quantileBinEdges } from '@modelmonitor/stats';
import { prepareColumn } from '../columns/prepareColumn.ts';
import type { CategoricalColumn, NumericColumn, Table } from '../table.ts';
import { natureOf } from '../values/nature.ts';
import type { CategoricalBins, ColumnBins, NumericBins, ReferenceBins } from './bins.ts';

const NUMERIC_BINS = 10;
const EDGE_DIGITS = [4, 6, 9, 12];
const MOST_CATEGORIES = 50;

/**
 * The bins that live traffic is counted in, and how the reference spreads over them.
 *
 * @param reference at least one row
 * @param features names of the features; those the reference lacks get no bins
 * @param predictionColumn name of the column with the model's answers on the reference
 */
export function referenceBins(reference: Table, features: readonly string[], predictionColumn = 'prediction'): ReferenceBins {
  const binned = features.flatMap((name): [string, ColumnBins][] => {
    const bins = binsOf(reference, name);
    return bins === undefined ? [] : [[name, bins]];
  });
  return { features: Object.fromEntries(binned), prediction: binsOf(reference, predictionColumn) ?? null };
}

function binsOf({ columns }: Table, name: string): ColumnBins | undefined {
  const column = columns.find((candidate) => candidate.name === name);
  if (column === undefined) return undefined;
  return column.type === 'numeric' ? numericBins(column) : categoricalBins(column);
}

function numericBins({ values }: NumericColumn): NumericBins {
  const finite = values.filter(Number.isFinite).sort();
  const edges = finite.length === 0 ? [] : readableEdges(values, [...quantileBinEdges(finite, NUMERIC_BINS)]);
  return { kind: 'numeric', edges, labels: [...rangeLabels(edges), 'missing'], ratios: ratiosOf(countsBetween(values, edges)) };
}

/** The shortest edges that cut the reference the same way: they become labels on dashboards. */
function readableEdges(values: Float64Array, edges: readonly number[]): readonly number[] {
  const counts = countsBetween(values, edges);
  const rounded = EDGE_DIGITS.map((digits) => edges.map((edge) => Number(edge.toPrecision(digits))));
  return rounded.find((candidate) => countsBetween(values, candidate).every((count, bin) => count === counts[bin])) ?? edges;
}

/** Rows per bin, then rows without a value. */
function countsBetween(values: Float64Array, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 2).fill(0);
  for (const value of values) {
    const bin = Number.isNaN(value) ? edges.length + 1 : assignBin(edges, value);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

function rangeLabels(edges: readonly number[]): string[] {
  const ends = ['-Inf', ...edges.map(String), '+Inf'];
  return ends.slice(1).map((end, index) => `${ends[index]}..${end}`);
}

function categoricalBins(column: CategoricalColumn): CategoricalBins {
  const { counts, rows, missing } = prepareColumn(column) as { counts: ReadonlyMap<string, number>; rows: number; missing: number };
  // Texts and identifiers are in no metric: they count as other values.
  const listed = natureOf(counts) === 'categories' ? [...counts] : [];
  const byFrequency = listed.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1)).slice(0, MOST_CATEGORIES);
  const categories = byFrequency.map(([category]) => category);
  const shown = byFrequency.map(([, count]) => count);
  const other = rows - missing - shown.reduce((sum, count) => sum + count, 0);
  const labels = [...categories, ...['other', 'missing'].map((word) => unusedLabel(word, categories))];
  return { kind: 'categorical', categories, labels, ratios: ratiosOf([...shown, other, missing]) };
}

function unusedLabel(word: string, categories: readonly string[]): string {
  return categories.includes(word) ? unusedLabel(`(${word})`, categories) : word;
}

function ratiosOf(counts: readonly number[]): number[] {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (rows === 0 ? 0 : count / rows));
}
