/** Latencies counted in buckets that grow by a fixed factor, kept apart by slot so that old ones can be forgotten. */
export interface LatencyHistogram {
  add(slot: number, seconds: number): void;
  forget(slot: number): void;
  /** The latency, in seconds, that a share of the requests did not exceed; null without a request. */
  quantile(share: number): number | null;
}

/** Lower bound of the first bucket; everything faster counts there. */
const smallestSeconds = 1e-5;

/** Everything slower counts in the last bucket. */
const largestSeconds = 100;

/** Width of a bucket: its middle, geometrically, is within 5 % of everything inside. */
const factor = 1.1;

/** Buckets a factor of e spans. */
const bucketsPerE = 1 / Math.log(factor);

const buckets = Math.ceil(Math.log(largestSeconds / smallestSeconds) * bucketsPerE);

/** @param slots number of slots; together they take 4 bytes a slot and bucket */
export function latencyHistogram(slots: number): LatencyHistogram {
  const cells = new Uint32Array(slots * buckets);
  const totals = new Uint32Array(buckets);
  return {
    add(slot, seconds) {
      const bucket = bucketOf(seconds);
      const cell = slot * buckets + bucket;
      cells[cell] = (cells[cell] as number) + 1;
      totals[bucket] = (totals[bucket] as number) + 1;
    },
    forget(slot) {
      const own = cells.subarray(slot * buckets, (slot + 1) * buckets);
      for (let bucket = 0; bucket < buckets; bucket++) totals[bucket] = (totals[bucket] as number) - (own[bucket] as number);
      own.fill(0);
    },
    quantile(share) {
      const count = totals.reduce((total, own) => total + own, 0);
      if (count === 0) return null;
      // Nearest rank: the smallest latency that at least this share of the requests did not exceed.
      let left = Math.max(1, Math.ceil(share * count));
      const bucket = totals.findIndex((own) => {
        left -= own;
        return left <= 0;
      });
      return smallestSeconds * factor ** (bucket + 0.5);
    },
  };
}

function bucketOf(seconds: number): number {
  if (!(seconds > smallestSeconds)) return 0;
  return Math.min(buckets - 1, Math.floor(Math.log(seconds / smallestSeconds) * bucketsPerE));
}
