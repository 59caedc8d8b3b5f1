import { homogeneityTest, isWeighted, ksTwoSample, type WeightedSample } from '@modelmonitor/stats';
import { type ColumnPair, hasMoreValuesThan } from '@modelmonitor/tables';
import { categoryCounts } from './categoryCounts.ts';

/** A test beside a method: its p-value holds whatever the number of rows on either side. */
export interface Significance {
  readonly test: 'ks' | 'chisquare_homogeneity';
  readonly pValue: number;
}

/** From so many values on numbers are compared by their order. */
const FEW_VALUES = 5;
/** An exact p-value takes time in proportion to the product of the rows; from here on the approximation is as good. */
const MOST_EXACT_PAIRS = 250_000;

/** Of more rows evenly spaced quantiles stand for all; as many find any difference of 1 % of the rows. */
const MOST_ROWS = 100_000;

/** The test of both sides as samples: Kolmogorov–Smirnov for numbers, homogeneity for categories and numbers with few values. */
export function significance(pair: ColumnPair): Significance {
  if (pair.type === 'numeric' && hasMoreValuesThan(pair.reference.sorted, FEW_VALUES)) {
    return {
      test: 'ks',
      pValue: ksTwoSample(thin(pair.reference.sorted), thin(pair.current.sorted), (n, m) => n * m <= MOST_EXACT_PAIRS).pValue,
    };
  }
  const { reference, current } = categoryCounts(pair);
  return { test: 'chisquare_homogeneity', pValue: homogeneityTest(reference, current).pValue };
}

function thin(sorted: Float64Array | WeightedSample): Float64Array | WeightedSample {
  const step = sorted.length / MOST_ROWS;
  if (step <= 1) return sorted;
  if (isWeighted(sorted)) return thinWeighted(sorted, step);
  const quantiles = new Float64Array(MOST_ROWS);
  for (let index = 0; index < MOST_ROWS; index++) quantiles[index] = sorted[Math.floor((index + 0.5) * step)] as number;
  return quantiles;
}

function thinWeighted({ values, counts }: WeightedSample, step: number): Float64Array {
  const quantiles = new Float64Array(MOST_ROWS);
  let [at, rows] = [0, counts[0] as number];
  for (let index = 0; index < MOST_ROWS; index++) {
    while (rows <= Math.floor((index + 0.5) * step)) rows += counts[++at] as number;
    quantiles[index] = values[at] as number;
  }
  return quantiles;
}
