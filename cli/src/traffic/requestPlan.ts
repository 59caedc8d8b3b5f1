import { randomFromSeed } from '@modelmonitor/stats';
import { invalidKinds, invalidRequest, type RequestBody, validRequest } from './invalidRequest.ts';
import type { Features, TrafficRows } from './trafficRows.ts';

/** A request and when it is due. */
export interface PlannedRequest extends RequestBody {
  /** Milliseconds after the start. */
  readonly dueMilliseconds: number;
  /** Label of the row; null without one, and for an invalid request. */
  readonly label: Features[string];
}

export interface RequestPlanOptions {
  readonly seed: number;
  /** Mean requests per second. */
  readonly rate: number;
  /** Share of invalid requests, from 0 to 1. */
  readonly invalid: number;
}

/**
 * Endless requests as a Poisson process: gaps are exponential, `−ln(1 − u) / rate`, like those of many independent callers. Rows are drawn
 * with replacement. The same seed gives the same requests at any rate, independent of the responses.
 */
export function* requestPlan(rows: TrafficRows, { seed, rate, invalid }: RequestPlanOptions): Generator<PlannedRequest, never> {
  const random = randomFromSeed(seed);
  const pick = (count: number) => Math.floor(random() * count);
  for (let dueMilliseconds = 0; ; ) {
    dueMilliseconds += (-Math.log(1 - random()) / rate) * 1000;
    const row = pick(rows.count);
    const features = rows.row(row);
    const kind = random() < invalid ? invalidKinds[pick(invalidKinds.length)] : undefined;
    const request = kind === undefined ? validRequest(features) : invalidRequest(kind, features);
    yield { ...request, dueMilliseconds, label: kind === undefined ? (rows.label?.(row) ?? null) : null };
  }
}
