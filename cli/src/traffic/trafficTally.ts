import { quantileSorted } from '@modelmonitor/stats';
import type { LabelCounts } from './labelSender.ts';
import type { RequestOutcome } from './sender.ts';

/** One kind of outcome: a status, or the code of an error. */
export interface OutcomeCount {
  readonly outcome: string;
  readonly answered: boolean;
  readonly count: number;
  /** The message of the first response of this kind, if it was an error. */
  readonly detail: string;
}

/** Milliseconds from the time a request was due to the end of its response. */
interface LatencyQuantiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly maximum: number;
}

export interface TrafficSummary {
  readonly sent: number;
  readonly answered: number;
  readonly seconds: number;
  readonly outcomes: readonly OutcomeCount[];
  /** Absent without any response. */
  readonly latency?: LatencyQuantiles;
  /** Absent where no labels are sent. */
  readonly labels?: LabelCounts;
}

/** Counts the outcomes of requests. */
export interface TrafficTally {
  add(result: RequestOutcome, latencyMilliseconds: number): void;
  readonly finished: number;
  summary(seconds: number): TrafficSummary;
}

export function createTally(): TrafficTally {
  const outcomes = new Map<string, OutcomeCount>();
  const latencies: number[] = [];
  let finished = 0;
  return {
    get finished() {
      return finished;
    },
    add: (result, latencyMilliseconds) => {
      finished++;
      if ('status' in result) latencies.push(latencyMilliseconds);
      const outcome = 'status' in result ? String(result.status) : result.error;
      const known = outcomes.get(outcome) ?? { outcome, answered: 'status' in result, count: 0, detail: detailOf(result) };
      outcomes.set(outcome, { ...known, count: known.count + 1 });
    },
    summary: (seconds) => ({
      sent: finished,
      answered: latencies.length,
      seconds,
      outcomes: [...outcomes.values()].sort((a, b) => (a.outcome < b.outcome ? -1 : 1)),
      ...(latencies.length === 0 ? {} : { latency: quantiles(latencies) }),
    }),
  };
}

function quantiles(latencies: readonly number[]): LatencyQuantiles {
  const sorted = Float64Array.from(latencies).sort();
  const at = (probability: number) => quantileSorted(sorted, probability);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), maximum: at(1) };
}

const errorWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'no server is listening at this address',
  ECONNRESET: 'the connection was closed before the response',
  ENOTFOUND: 'the host name does not exist',
  EAI_AGAIN: 'the host name could not be resolved',
  ETIMEDOUT: 'no response in time',
};

/** The reason of an error: the detail of a problem body (RFC 9457), the target of a redirect, or an explanation of the error code. */
function detailOf(result: RequestOutcome): string {
  if ('error' in result) return errorWords[result.error] ?? '';
  if (result.status < 400) return result.status < 300 ? '' : result.body.slice(0, 200);
  try {
    const { detail, title } = JSON.parse(result.body);
    return String(detail ?? title ?? '').slice(0, 200);
  } catch {
    return '';
  }
}
