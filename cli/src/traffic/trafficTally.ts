import { quantileSorted } from '@modelmonitor/stats';
import type { Answer } from './sender.ts';

/** One kind of outcome: a status, or the code of an error. */
export interface OutcomeCount {
  readonly outcome: string;
  readonly answered: boolean;
  readonly count: number;
  /** What the first answer of this kind said, where it was a refusal. */
  readonly detail: string;
}

/** Milliseconds from when a request was due to the end of its answer. */
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
  /** Absent when nothing was answered. */
  readonly latency?: LatencyQuantiles;
}

/** Counts what came of the requests. */
export interface TrafficTally {
  add(answer: Answer, latencyMilliseconds: number): void;
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
    add: (answer, latencyMilliseconds) => {
      finished++;
      if ('status' in answer) latencies.push(latencyMilliseconds);
      const outcome = 'status' in answer ? String(answer.status) : answer.error;
      const known = outcomes.get(outcome) ?? { outcome, answered: 'status' in answer, count: 0, detail: detailOf(answer) };
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
  ECONNREFUSED: 'nothing listens at this address',
  ECONNRESET: 'the connection was closed before the answer',
  ENOTFOUND: 'the name of the host is not known',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ETIMEDOUT: 'no answer in time',
};

/** Why a request failed: the detail of a problem body (RFC 9457), where a redirect points to, or the error code in words. */
function detailOf(answer: Answer): string {
  if ('error' in answer) return errorWords[answer.error] ?? '';
  if (answer.status < 400) return answer.status < 300 ? '' : answer.body.slice(0, 200);
  try {
    const { detail, title } = JSON.parse(answer.body);
    return String(detail ?? title ?? '').slice(0, 200);
  } catch {
    return '';
  }
}
