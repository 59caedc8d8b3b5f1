import type { Clock } from '../clock.ts';
import type { LabelSender } from './labelSender.ts';
import type { PlannedRequest } from './requestPlan.ts';
import type { Sender } from './sender.ts';
import { createTally, type TrafficSummary } from './trafficTally.ts';

export interface TrafficBounds {
  /** Maximum number of requests. */
  readonly count: number;
  /** Milliseconds after which no more requests are sent. */
  readonly durationMilliseconds: number;
  /** Maximum number of concurrent requests; others wait, and their wait counts as latency. */
  readonly concurrency: number;
}

export interface TrafficParts {
  readonly sender: Sender;
  readonly labels?: LabelSender | undefined;
  readonly clock: Clock;
  /** Ends the sending; responses to sent requests are awaited for a short time. */
  readonly signal: AbortSignal;
  /** Called after each response. */
  readonly onProgress: (finished: number, elapsedMilliseconds: number) => void;
}

/**
 * Sends planned requests when they are due, without waiting for earlier responses (an open loop): a slow server gets the same load as a
 * fast one, and latency counts from the time a request was due.
 */
export async function sendTraffic(plan: Iterator<PlannedRequest>, bounds: TrafficBounds, parts: TrafficParts): Promise<TrafficSummary> {
  const { sender, labels, clock, signal, onProgress } = parts;
  const tally = createTally();
  const underway = new Set<Promise<void>>();
  const start = clock.monotonicMilliseconds();
  const now = () => clock.monotonicMilliseconds() - start;
  const send = async (request: PlannedRequest) => {
    const outcome = await sender.send(request);
    tally.add(outcome, now() - request.dueMilliseconds);
    labels?.add(outcome, request.label);
    onProgress(tally.finished, now());
  };
  const stop = stopping(signal, clock);
  for (let sent = 0; sent < bounds.count; sent++) {
    const request = plan.next().value;
    if (request.dueMilliseconds > bounds.durationMilliseconds) break;
    const wait = request.dueMilliseconds - now();
    if (wait > 0) await clock.sleep(wait, signal);
    while (underway.size >= bounds.concurrency && !signal.aborted) await Promise.race([...underway, stop.requested]);
    if (signal.aborted || now() > bounds.durationMilliseconds + lagMilliseconds) break;
    const finished: Promise<void> = send(request).finally(() => underway.delete(finished));
    underway.add(finished);
  }
  await Promise.race([Promise.all(underway), stop.overdue]);
  stop.forget();
  return { ...tally.summary(now() / 1000), ...(labels === undefined ? {} : { labels: await labels.finish() }) };
}

/** How far sending may lag behind its plan before the time limit ends it. */
const lagMilliseconds = 1000;

/** How long responses are awaited after an interruption. */
const graceMilliseconds = 2000;

/** Resolves `requested` when the signal aborts, and `overdue` after the grace period. */
function stopping(signal: AbortSignal, clock: Clock): { requested: Promise<void>; overdue: Promise<void>; forget: () => void } {
  const forgotten = new AbortController();
  const either = AbortSignal.any([signal, forgotten.signal]);
  const requested = new Promise<void>((resolve) => {
    if (either.aborted) resolve();
    else either.addEventListener('abort', () => resolve(), { once: true });
  });
  return { requested, overdue: requested.then(() => clock.sleep(graceMilliseconds, forgotten.signal)), forget: () => forgotten.abort() };
}
