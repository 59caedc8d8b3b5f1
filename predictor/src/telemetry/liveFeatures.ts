import { assignBin } from '@modelmonitor/stats';
import type { ColumnBins, ReferenceBins } from '@modelmonitor/tables';
import type { Contract, ContractFeature } from '../contract/contract.ts';
import type { Sample } from './tally.ts';

/** Most features with live counters; the number of others is exported, so that the number of series stays bounded. */
export const mostLiveFeatures = 100;

/** Counts the values of each feature by bin of the reference. */
export interface LiveFeatures {
  /** The bins of the counters. */
  readonly bins: ReferenceBins;
  /** Features without counters: redacted, beyond the bound, or unknown to the reference. */
  readonly notCounted: number;
  /** @param rows row-major, in the contract's categories */
  count(rows: Float64Array): void;
  counts(): Iterable<Sample>;
  ratios(): Iterable<Sample>;
}

/**
 * Counters for one contract and reference: typed arrays that the request path adds to and a scrape copies.
 *
 * @param redact features whose values must not leave the process, not even as counts
 */
export function createLiveFeatures(contract: Contract, bins: ReferenceBins, redact: readonly string[]): LiveFeatures {
  const counted = contract.features
    .map((feature, index) => ({ feature, index, column: binsOf(bins, feature.name) }))
    .filter(({ feature, column }) => column !== undefined && !redact.includes(feature.name))
    .slice(0, mostLiveFeatures)
    .map(({ feature, index, column }) => featureCounter(feature, index, column as ColumnBins));
  const width = contract.features.length;
  return {
    bins,
    notCounted: width - counted.length,
    count(rows) {
      for (const { index, counts, binOf } of counted) {
        for (let cell = index; cell < rows.length; cell += width) {
          const bin = binOf(rows[cell] as number);
          counts[bin] = (counts[bin] as number) + 1;
        }
      }
    },
    *counts() {
      for (const { name, column, counts } of counted) yield* samples(name, column.labels, counts);
    },
    *ratios() {
      for (const { name, column } of counted) yield* samples(name, column.labels, column.ratios);
    },
  };
}

/** Bins of a feature; a feature `constructor` that the reference lacks has none. */
function binsOf({ features }: ReferenceBins, name: string): ColumnBins | undefined {
  return Object.hasOwn(features, name) ? features[name] : undefined;
}

interface FeatureCounter {
  readonly name: string;
  readonly index: number;
  readonly column: ColumnBins;
  readonly counts: Float64Array;
  /** Bin of a value; the last one is for missing. */
  readonly binOf: (value: number) => number;
}

function featureCounter(feature: ContractFeature, index: number, column: ColumnBins): FeatureCounter {
  const missing = column.labels.length - 1;
  const binOf = column.kind === 'numeric' ? numericBin(column.edges) : categoricalBin(feature.categories, column.categories);
  return {
    name: feature.name,
    index,
    column,
    counts: new Float64Array(column.labels.length),
    binOf: (value) => (Number.isNaN(value) ? missing : binOf(value)),
  };
}

function numericBin(edges: readonly number[]): (value: number) => number {
  const inner = Float64Array.from(edges);
  return (value) => assignBin(inner, value);
}

function categoricalBin(contractCategories: readonly string[], binCategories: readonly string[]): (value: number) => number {
  const other = binCategories.length;
  const table = Int32Array.from(contractCategories, (category) =>
    binCategories.includes(category) ? binCategories.indexOf(category) : other,
  );
  return (value) => table[value] ?? other;
}

function* samples(feature: string, labels: readonly string[], values: ArrayLike<number>): Iterable<Sample> {
  for (let bin = 0; bin < labels.length; bin++) yield { labels: { feature, bin: labels[bin] as string }, value: values[bin] as number };
}
