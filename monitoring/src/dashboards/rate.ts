/** Rate between two points of the graph, or over four scrapes if the points are closer. */
export function rate(series: string): string {
  return `rate(${series}[$__rate_interval])`;
}

/** Sum of rates by some labels. */
export function rateBy(labels: string, series: string): string {
  return `sum by (${labels}) (${rate(series)})`;
}

/** Increase over the displayed time range. */
export function inRange(series: string): string {
  return `increase(${series}[$__range])`;
}

/** A quantile of a histogram of non-negative values, aggregated by some labels; absent, not NaN, without observations. */
export function quantileRate(share: number, bucket: string, by = ''): string {
  return `${anyQuantileRate(share, bucket, by)} >= 0`;
}

/** A quantile of any histogram; NaN without observations. */
export function anyQuantileRate(share: number, bucket: string, by = ''): string {
  return `histogram_quantile(${share}, sum by (${by === '' ? '' : `${by}, `}le) (${rate(bucket)}))`;
}

/** An expression, or 0 while it has no series: a counter with labels has none before its first event. */
export function orZero(expression: string, existing: string): string {
  return `${expression} or 0 * ${existing}`;
}

/** Share of one rate in another by some labels; 0 if the first has no series, absent if the second is 0. */
export function rateShare(part: string, whole: string, by = ''): string {
  const sumOfRates = (series: string) => (by === '' ? `sum(${rate(series)})` : rateBy(by, series));
  return `(${orZero(sumOfRates(part), sumOfRates(whole))}) / (${sumOfRates(whole)} > 0)`;
}
