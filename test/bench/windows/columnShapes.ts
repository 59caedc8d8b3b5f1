import { normalQuantile } from '@modelmonitor/stats';

/** A distribution that columns of real tables have. */
export interface ColumnShape {
  readonly name: string;
  readonly type: 'numeric' | 'categorical';
  /**
   * The value at a quantile, in (0, 1), so that shifting the quantile shifts the column; NaN is missing.
   *
   * @param random a second source, for what does not depend on the quantile
   */
  readonly at: (quantile: number, random: () => number) => number | string;
}

const normalAt = (mean: number, deviation: number) => (quantile: number) => mean + deviation * normalQuantile(quantile);
const exponential = (quantile: number) => -Math.log(1 - quantile);

/** Shares of k categories of which the i-th is 1 / i times as frequent as the first. */
function zipf(categories: number): (quantile: number) => string {
  const cumulative: number[] = [];
  for (let rank = 1; rank <= categories; rank++) cumulative.push((cumulative.at(-1) ?? 0) + 1 / rank);
  const total = cumulative.at(-1) ?? 1;
  return (quantile) => {
    let [low, high] = [0, categories - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] as number) < quantile * total) low = middle + 1;
      else high = middle;
    }
    return `c${low}`;
  };
}

const equallyLikely = (categories: number) => (quantile: number) => `c${Math.min(categories - 1, Math.floor(quantile * categories))}`;

/** What columns of real tables look like. */
export const columnShapes: readonly ColumnShape[] = [
  { name: 'normal', type: 'numeric', at: normalAt(10, 3) },
  { name: 'uniform', type: 'numeric', at: (quantile) => quantile },
  { name: 'exponential', type: 'numeric', at: exponential },
  { name: 'log-normal, heavy tail', type: 'numeric', at: (quantile) => Math.exp(2 * normalQuantile(quantile)) },
  { name: 'Cauchy', type: 'numeric', at: (quantile) => Math.tan(Math.PI * (quantile - 0.5)) },
  {
    name: 'two humps',
    type: 'numeric',
    at: (quantile) => (quantile < 0.4 ? normalAt(0, 1)(quantile / 0.4) : normalAt(8, 1)((quantile - 0.4) / 0.6)),
  },
  {
    name: '80 % zeros, then amounts',
    type: 'numeric',
    at: (quantile) => (quantile < 0.8 ? 0 : Math.round(100 * exponential((quantile - 0.8) / 0.2)) / 100),
  },
  { name: '99 % one value', type: 'numeric', at: (quantile) => (quantile < 0.99 ? 1 : 1 + exponential((quantile - 0.99) / 0.01)) },
  { name: 'whole numbers, about 40 values', type: 'numeric', at: (quantile) => Math.floor(6 * exponential(quantile)) },
  { name: 'rounded to halves', type: 'numeric', at: (quantile) => Math.round(2 * normalAt(5, 2)(quantile)) / 2 },
  { name: 'three numbers', type: 'numeric', at: (quantile) => [0.5, 1, 1.5][Math.floor(quantile * 3)] ?? 1.5 },
  { name: '0 and, rarely, 1.5', type: 'numeric', at: (quantile) => (quantile < 0.995 ? 0 : 1.5) },
  { name: 'normal, 30 % missing', type: 'numeric', at: (quantile, random) => (random() < 0.3 ? Number.NaN : normalAt(0, 1)(quantile)) },
  { name: 'normal, 0.2 % missing', type: 'numeric', at: (quantile, random) => (random() < 0.002 ? Number.NaN : normalAt(0, 1)(quantile)) },
  { name: 'two categories', type: 'categorical', at: equallyLikely(2) },
  { name: 'a category of 0.5 %', type: 'categorical', at: (quantile) => (quantile < 0.995 ? 'no' : 'yes') },
  { name: '0 and, rarely, 1', type: 'categorical', at: (quantile) => (quantile < 0.98 ? '0' : '1') },
  { name: 'five categories', type: 'categorical', at: equallyLikely(5) },
  {
    name: 'whole numbers 0 … 10, 10 rare',
    type: 'categorical',
    at: (quantile) => `${Math.min(10, Math.max(0, Math.round(5 + 1.7 * normalQuantile(quantile))))}`,
  },
  { name: '20 categories', type: 'categorical', at: equallyLikely(20) },
  { name: '50 categories, 1 / rank', type: 'categorical', at: zipf(50) },
  { name: '200 categories', type: 'categorical', at: equallyLikely(200) },
  { name: '200 categories, 1 / rank', type: 'categorical', at: zipf(200) },
  { name: '5,000 categories, 1 / rank', type: 'categorical', at: zipf(5000) },
  { name: 'identifiers', type: 'categorical', at: (_, random) => `id ${Math.floor(random() * 1e9)}` },
];
