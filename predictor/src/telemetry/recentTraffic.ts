/** Length of the window, in seconds. */
const recentSeconds = 300;

/** Seconds per point of the timeline. */
const timelineStepSeconds = 5;

/** One finished prediction request. */
interface RecentExchange {
  /** How long it took. */
  readonly seconds: number;
  /** Whether it was refused or failed. */
  readonly failed: boolean;
}

/** The last five minutes, the current second included. */
interface RecentSummary {
  readonly requests: number;
  readonly errors: number;
  /** Requests per second: over five minutes, or since the start where that is less. */
  readonly perSecond: number;
  /** Latency quantiles in seconds, within 5 % of the exact ones; null without a request. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** Requests and errors by step of five seconds, oldest first. */
  readonly timeline: { readonly stepSeconds: number; readonly requests: readonly number[]; readonly errors: readonly number[] };
}

/** Figures of the last five minutes in a fixed amount of memory: one slot per second, independent of the traffic. */
export interface RecentTraffic {
  add(exchange: RecentExchange): void;
  summary(): RecentSummary;
}

/**
 * Counts exchanges by the second and forgets them after five minutes.
 *
 * @param monotonicSeconds seconds of a clock that never goes back
 */
export function createRecentTraffic(monotonicSeconds: () => number): RecentTraffic {
  const start = monotonicSeconds();
  const requests = new Uint32Array(recentSeconds);
  const errors = new Uint32Array(recentSeconds);
  const latency = latencyHistogram(recentSeconds);
  let second = Math.floor(start);
  const forget = (slot: number) => {
    requests[slot] = 0;
    errors[slot] = 0;
    latency.forget(slot);
  };
  /** Clears the slots of the seconds without a call and returns the slot of this second. */
  const current = (now: number): number => {
    const latest = Math.floor(now);
    for (let next = Math.max(second, latest - recentSeconds) + 1; next <= latest; next++) forget(next % recentSeconds);
    second = Math.max(second, latest);
    return second % recentSeconds;
  };
  return {
    add({ seconds, failed }) {
      const slot = current(monotonicSeconds());
      increment(requests, slot);
      if (failed) increment(errors, slot);
      latency.add(slot, seconds);
    },
    summary() {
      const now = monotonicSeconds();
      const newest = current(now);
      const total = sum(requests);
      // The window covers the seconds before this one, and the part of this one that has passed.
      const covered = Math.min(now - start, recentSeconds - 1 + (now - second));
      return {
        requests: total,
        errors: sum(errors),
        perSecond: total / Math.max(covered, 1),
        p50: latency.quantile(0.5),
        p95: latency.quantile(0.95),
        p99: latency.quantile(0.99),
        timeline: { stepSeconds: timelineStepSeconds, requests: steps(requests, newest), errors: steps(errors, newest) },
      };
    },
  };
}

/** Sums of neighbouring slots, oldest first; the last one ends with the newest slot. */
function steps(counts: Uint32Array, newest: number): number[] {
  const sums = new Array<number>(recentSeconds / timelineStepSeconds).fill(0);
  for (let age = recentSeconds - 1; age >= 0; age--) {
    const step = sums.length - 1 - Math.floor(age / timelineStepSeconds);
    sums[step] = (sums[step] as number) + (counts[(newest - age + recentSeconds) % recentSeconds] as number);
  }
  return sums;
}

function sum(counts: Uint32Array): number {
  return counts.reduce((total, count) => total + count, 0);
}

function increment(counts: Uint32Array, slot: number): void {
  counts[slot] = (counts[slot] as number) + 1;
}

/** Latencies in buckets that grow by a fixed factor, by slot so that old ones can be removed. */
interface LatencyHistogram {
  add(slot: number, seconds: number): void;
  forget(slot: number): void;
  /** The latency, in seconds, that a share of the requests did not exceed; null without a request. */
  quantile(share: number): number | null;
}

/** Lower bound of the first bucket, which also counts everything faster. */
const smallestSeconds = 1e-5;

/** Everything slower counts in the last bucket. */
const largestSeconds = 100;

/** Width of a bucket: its middle, geometrically, is within 5 % of everything inside. */
const factor = 1.1;

/** Buckets a factor of e spans. */
const bucketsPerE = 1 / Math.log(factor);

const buckets = Math.ceil(Math.log(largestSeconds / smallestSeconds) * bucketsPerE);

/** @param slots number of slots; together they take 4 bytes per slot and bucket */
function latencyHistogram(slots: number): LatencyHistogram {
  const cells = new Uint32Array(slots * buckets);
  const totals = new Uint32Array(buckets);
  return {
    add(slot, seconds) {
      const bucket = latencyBucket(seconds);
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

function latencyBucket(seconds: number): number {
  if (!(seconds > smallestSeconds)) return 0;
  return Math.min(buckets - 1, Math.floor(Math.log(seconds / smallestSeconds) * bucketsPerE));
}
