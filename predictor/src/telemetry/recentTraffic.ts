import { latencyHistogram } from './latencyHistogram.ts';

/** Seconds that are looked back. */
const recentSeconds = 300;

/** Seconds one point of the timeline stands for. */
const timelineStepSeconds = 5;

/** One finished prediction request. */
interface RecentExchange {
  /** How long it took. */
  readonly seconds: number;
  /** Whether it was refused or failed. */
  readonly failed: boolean;
}

/** The last five minutes, the second that runs now included. */
interface RecentSummary {
  readonly requests: number;
  readonly errors: number;
  /** Requests a second: over five minutes, or since the start where that is less. */
  readonly perSecond: number;
  /** Latency quantiles in seconds, within 5 % of the exact ones; null without a request. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** Requests and errors by step of five seconds, oldest first. */
  readonly timeline: { readonly stepSeconds: number; readonly requests: readonly number[]; readonly errors: readonly number[] };
}

/** Figures of the last five minutes in a fixed amount of memory: one slot a second, whatever the traffic. */
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
  /** Clears the slots of the seconds that passed without a call, and gives the slot of this second. */
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
      // What the window covers: the seconds before this one, and the part of this one that has passed.
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
