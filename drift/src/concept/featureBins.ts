import { assignBin, quantileBinEdges } from '@modelmonitor/stats';
import type { Column } from '@modelmonitor/tables';
import { natureOf } from '@modelmonitor/tables/values';

const MOST_BINS = 5;
/** Reference rows that a bin should have. */
const ROWS_PER_BIN = 20;

/** The bin of each row, from 0, and a description of each bin. */
export interface FeatureBins {
  readonly bins: Uint8Array;
  readonly names: readonly string[];
}

/**
 * Cuts a feature into at most five bins, and one of rows without a value.
 *
 * Numbers by the reference's quantiles; categories into the reference's most frequent ones and all others.
 *
 * @param feature rows of the reference, then those of the current side
 * @param referenceRows how many rows come first
 */
export function featureBins(feature: Column, referenceRows: number): FeatureBins {
  const most = Math.max(2, Math.min(MOST_BINS, Math.floor(referenceRows / ROWS_PER_BIN)));
  return feature.type === 'numeric' ? numberBins(feature.values, referenceRows, most) : categoryBins(feature.values, referenceRows, most);
}

function numberBins(values: Float64Array, referenceRows: number, most: number): FeatureBins {
  const sorted = values.subarray(0, referenceRows).filter(Number.isFinite).sort();
  const edges = sorted.length === 0 ? new Float64Array() : quantileBinEdges(sorted, most);
  const missing = edges.length + 1;
  const bins = Uint8Array.from(values, (value) => (Number.isFinite(value) ? assignBin(edges, value) : missing));
  return { bins, names: [...rangeNames(edges), 'missing'] };
}

function rangeNames(edges: Float64Array): string[] {
  const [first, last] = [edges[0], edges.at(-1)];
  if (first === undefined || last === undefined) return ['present'];
  const inner = Array.from(edges.subarray(1), (edge, index) => `${shortNumber(edges[index] as number)} to ${shortNumber(edge)}`);
  return [`up to ${shortNumber(first)}`, ...inner, `above ${shortNumber(last)}`];
}

function categoryBins(values: readonly (string | null)[], referenceRows: number, most: number): FeatureBins {
  const counts = new Map<string, number>();
  for (const value of values.slice(0, referenceRows)) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  // Texts and identifiers hardly repeat, and a report shows none.
  const isText = ['text', 'identifier'].includes(natureOf(counts));
  const top = (isText ? [] : [...counts])
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, most - 1)
    .map(([category]) => category);
  const binOf = new Map(top.map((category, bin) => [category, bin]));
  const bins = Uint8Array.from(values, (value) => (value === null ? top.length + 1 : (binOf.get(value) ?? top.length)));
  return { bins, names: [...top.map((category) => JSON.stringify(category)), top.length === 0 ? 'present' : 'any other value', 'missing'] };
}

/** A number for a sentence; four digits are enough to find a place. */
export function shortNumber(value: number, digits = 4): string {
  return String(Number(value.toPrecision(digits)));
}
