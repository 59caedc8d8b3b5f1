import { randomFromSeed } from '@modelmonitor/stats';
import { brokenKinds, brokenRequest, type RequestBody, soundRequest } from './brokenRequest.ts';
import type { TrafficRows } from './trafficRows.ts';

/** A request and when it is due. */
export interface PlannedRequest extends RequestBody {
  /** Milliseconds after the start. */
  readonly dueMilliseconds: number;
}

export interface RequestPlanOptions {
  readonly seed: number;
  /** Mean requests a second. */
  readonly rate: number;
  /** Share of broken requests, from 0 to 1. */
  readonly invalid: number;
}

/**
 * Requests without end, as a Poisson process: gaps are exponential, `−ln(1 − u) / rate`, as those of many callers who know nothing of each
 * other. Rows are drawn with replacement. The same seed gives the same requests, whatever the rate; it does not depend on the answers.
 */
export function* requestPlan(rows: TrafficRows, { seed, rate, invalid }: RequestPlanOptions): Generator<PlannedRequest, never> {
  const random = randomFromSeed(seed);
  const pick = (count: number) => Math.floor(random() * count);
  for (let dueMilliseconds = 0; ; ) {
    dueMilliseconds += (-Math.log(1 - random()) / rate) * 1000;
    const features = rows.row(pick(rows.count));
    const kind = random() < invalid ? brokenKinds[pick(brokenKinds.length)] : undefined;
    yield { ...(kind === undefined ? soundRequest(features) : brokenRequest(kind, features)), dueMilliseconds };
  }
}
