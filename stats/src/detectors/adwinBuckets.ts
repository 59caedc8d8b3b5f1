/** Rows double in size, so 64 of them hold more values than a double can count. */
const MOST_ROWS = 64;

/**
 * Exponential histogram of a window: row r holds up to `maxBuckets` buckets of 2ʳ values each, the oldest in the last row.
 *
 * A bucket keeps the sum of its values and their summed squared deviation. Memory: two numbers a bucket, about `maxBuckets` · log₂(width) buckets.
 */
export interface AdwinBuckets {
  /** Values in the window, their sum, and their summed squared deviation from the mean. */
  width: number;
  total: number;
  squares: number;
  rows: number;
  /** Buckets in each row; bucket `b` of row `r`, oldest first, is at `r * stride + b`. */
  readonly counts: Int32Array;
  readonly totals: Float64Array;
  readonly squaresOf: Float64Array;
  readonly stride: number;
}

export function createAdwinBuckets(maxBuckets: number): AdwinBuckets {
  const stride = maxBuckets + 1;
  const [counts, totals, squaresOf] = [
    new Int32Array(MOST_ROWS),
    new Float64Array(MOST_ROWS * stride),
    new Float64Array(MOST_ROWS * stride),
  ];
  return { width: 0, total: 0, squares: 0, rows: 1, counts, totals, squaresOf, stride };
}

/** Puts the newest value into the window, and merges the two oldest buckets of every row that overflows. */
export function addToBuckets(buckets: AdwinBuckets, value: number): void {
  append(buckets, 0, { total: value, squares: 0 });
  const before = buckets.width;
  buckets.width += 1;
  if (before > 0) {
    const deviation = value - buckets.total / before;
    buckets.squares += (before * deviation * deviation) / buckets.width;
  }
  buckets.total += value;
  for (let row = 0; buckets.counts[row] === buckets.stride; row++) mergeOldest(buckets, row);
}

/** Takes the oldest bucket out of the window. */
export function dropOldestBucket(buckets: AdwinBuckets): void {
  const row = buckets.rows - 1;
  const size = 2 ** row;
  const total = buckets.totals[row * buckets.stride] as number;
  const squares = buckets.squaresOf[row * buckets.stride] as number;
  buckets.width -= size;
  buckets.total -= total;
  const difference = total / size - buckets.total / buckets.width;
  buckets.squares -= squares + (size * buckets.width * difference * difference) / (size + buckets.width);
  removeOldest(buckets, row, 1);
  if (buckets.counts[row] === 0) buckets.rows -= 1;
}

function append({ counts, totals, squaresOf, stride }: AdwinBuckets, row: number, bucket: { total: number; squares: number }): void {
  const position = row * stride + (counts[row] as number);
  totals[position] = bucket.total;
  squaresOf[position] = bucket.squares;
  counts[row] = (counts[row] as number) + 1;
}

function mergeOldest(buckets: AdwinBuckets, row: number): void {
  const [first, size] = [row * buckets.stride, 2 ** row];
  const [older, newer] = [buckets.totals[first] as number, buckets.totals[first + 1] as number];
  const difference = older / size - newer / size;
  const between = (size * size * difference * difference) / (size + size);
  const squares = (buckets.squaresOf[first] as number) + (buckets.squaresOf[first + 1] as number) + between;
  if (row + 1 === buckets.rows) buckets.rows += 1;
  append(buckets, row + 1, { total: older + newer, squares });
  removeOldest(buckets, row, 2);
}

function removeOldest({ counts, totals, squaresOf, stride }: AdwinBuckets, row: number, buckets: number): void {
  const [first, count] = [row * stride, counts[row] as number];
  totals.copyWithin(first, first + buckets, first + count);
  squaresOf.copyWithin(first, first + buckets, first + count);
  counts[row] = count - buckets;
}
