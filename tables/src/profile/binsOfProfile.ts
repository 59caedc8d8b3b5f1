import { isWeighted, rowsBeyondList } from '@modelmonitor/stats';
import type { CategoricalBins, ColumnBins, ReferenceBins } from '../bins/bins.ts';
import { referenceBins } from '../bins/referenceBins.ts';
import type { NumericColumn } from '../table.ts';
import { prepareProfileColumn } from './prepareProfileColumn.ts';
import type { CategoricalProfile, NumericProfile, Profile } from './profile.ts';

const MOST_CATEGORIES = 50;

/** Rows that bins are made from at most: ten times what is taken of raw reference data, so shares are exact to 0.001 %. */
const MOST_ROWS = 100_000;

/**
 * What `referenceBins` gives for a table, from its profile: the same while the profile is exact and has at most 100 000 rows, else with edges
 * whose ranks are off by no more than the profile's error.
 */
export function binsOfProfile(profile: Profile, features: readonly string[], predictionColumn = 'prediction'): ReferenceBins {
  const binned = features.flatMap((name): [string, ColumnBins][] => {
    const bins = binsOf(profile, name);
    return bins === undefined ? [] : [[name, bins]];
  });
  return { features: Object.fromEntries(binned), prediction: binsOf(profile, predictionColumn) ?? null };
}

function binsOf({ columns, rows }: Profile, name: string): ColumnBins | undefined {
  const column = columns.find((candidate) => candidate.name === name);
  if (column === undefined) return undefined;
  if (column.type !== 'numeric') return categoricalBins(column);
  const sample = sampleOf(column, Math.min(1, MOST_ROWS / Math.max(1, rows)));
  return referenceBins({ rows: sample.values.length, columns: [sample] }, [name]).features[name];
}

function sampleOf({ name, type, missing, infinite, ...column }: NumericProfile, scale: number): NumericColumn {
  const finite = column.sketch.upTo.at(-1) ?? 0;
  const prepared = prepareProfileColumn(
    { ...column, name, type, missing: 0, infinite: { negative: 0, positive: 0 } },
    Math.round(finite * scale),
  );
  const sorted = prepared.type === 'numeric' && !isWeighted(prepared.sorted) ? prepared.sorted : new Float64Array();
  const counts = [infinite.negative, infinite.positive, missing].map((count) => Math.round(count * scale)) as [number, number, number];
  const values = new Float64Array(sorted.length + counts[0] + counts[1] + counts[2]);
  values.fill(Number.NEGATIVE_INFINITY, 0, counts[0]);
  values.set(sorted, counts[0]);
  values.fill(Number.POSITIVE_INFINITY, counts[0] + sorted.length, counts[0] + sorted.length + counts[1]);
  values.fill(Number.NaN, values.length - counts[2]);
  return { name, type: 'numeric', values };
}

function categoricalBins({ frequent, missing }: CategoricalProfile): CategoricalBins {
  const shown = [...frequent.counts].slice(0, MOST_CATEGORIES);
  const categories = shown.map(([category]) => category);
  const counts = shown.map(([, count]) => count);
  const other = rowsBeyondList(frequent) + [...frequent.counts.values()].slice(MOST_CATEGORIES).reduce((sum, count) => sum + count, 0);
  const rows = frequent.rows + missing;
  const ratios = [...counts, other, missing].map((count) => (rows === 0 ? 0 : count / rows));
  return {
    kind: 'categorical',
    categories,
    labels: [...categories, ...['other', 'missing'].map((word) => unused(word, categories))],
    ratios,
  };
}

function unused(word: string, categories: readonly string[]): string {
  return categories.includes(word) ? unused(`(${word})`, categories) : word;
}
