/** Rate between two points of the graph, or over four scrapes where points are closer. */
export function rate(series: string): string {
  return `rate(${series}[$__rate_interval])`;
}

/** Sum of rates by some labels; over all when there is none. */
export function rateBy(labels: string, series: string): string {
  return `sum by (${labels}) (${rate(series)})`;
}

/** Times in the range that is shown. */
export function inRange(series: string): string {
  return `increase(${series}[$__range])`;
}

/** A quantile of a histogram of what is never negative, added up by some labels; nothing where nothing was counted, which else were NaN. */
export function quantileRate(share: number, bucket: string, by = ''): string {
  return `${anyQuantileRate(share, bucket, by)} >= 0`;
}

/** A quantile of any histogram; NaN where nothing was counted. */
export function anyQuantileRate(share: number, bucket: string, by = ''): string {
  return `histogram_quantile(${share}, sum by (${by === '' ? '' : `${by}, `}le) (${rate(bucket)}))`;
}

/** An expression, and 0 as long as it has no series: a counter with labels has none before its first event. */
export function orZero(expression: string, existing: string): string {
  return `${expression} or 0 * ${existing}`;
}

/** Share of one rate in another by some labels; 0 where the first has no series, nothing where the second is 0. */
export function rateShare(part: string, whole: string, by = ''): string {
  const summed = (series: string) => (by === '' ? `sum(${rate(series)})` : rateBy(by, series));
  return `(${orZero(summed(part), summed(whole))}) / (${summed(whole)} > 0)`;
}
