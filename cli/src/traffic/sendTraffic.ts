import type { Clock } from '../clock.ts';
import type { PlannedRequest } from './requestPlan.ts';
import type { Sender } from './sender.ts';
import { createTally, type TrafficSummary } from './trafficTally.ts';

export interface TrafficBounds {
  /** Requests to send at most. */
  readonly count: number;
  /** Milliseconds after which no request is sent any more. */
  readonly durationMilliseconds: number;
  /** Requests on their way at most; more wait, and their wait counts as latency. */
  readonly concurrency: number;
}

export interface TrafficParts {
  readonly sender: Sender;
  readonly clock: Clock;
  /** Ends the sending; what is on its way is waited for a little longer. */
  readonly signal: AbortSignal;
  /** Told after each answer. */
  readonly onProgress: (finished: number, elapsedMilliseconds: number) => void;
}

/**
 * Sends planned requests when they are due, whether or not earlier ones have been answered (an open loop): a slow server meets the same
 * load as a fast one, and latency counts from the moment a request was due.
 */
export async function sendTraffic(plan: Iterator<PlannedRequest>, bounds: TrafficBounds, parts: TrafficParts): Promise<TrafficSummary> {
  const { sender, clock, signal, onProgress } = parts;
  const tally = createTally();
  const underway = new Set<Promise<void>>();
  const start = clock.monotonicMilliseconds();
  const elapsed = () => clock.monotonicMilliseconds() - start;
  const send = async (request: PlannedRequest) => {
    const answer = await sender.send(request);
    tally.add(answer, elapsed() - request.dueMilliseconds);
    onProgress(tally.finished, elapsed());
  };
  const stop = stopping(signal, clock);
  for (let sent = 0; sent < bounds.count; sent++) {
    const request = plan.next().value;
    if (request.dueMilliseconds > bounds.durationMilliseconds) break;
    const wait = request.dueMilliseconds - elapsed();
    if (wait > 0) await clock.sleep(wait, signal);
    while (underway.size >= bounds.concurrency && !signal.aborted) await Promise.race([...underway, stop.asked]);
    if (signal.aborted || elapsed() > bounds.durationMilliseconds + lagMilliseconds) break;
    const answered: Promise<void> = send(request).finally(() => underway.delete(answered));
    underway.add(answered);
  }
  await Promise.race([Promise.all(underway), stop.overdue]);
  stop.forget();
  return tally.summary(elapsed() / 1000);
}

/** How far behind its plan the sending may fall before a bound on time ends it. */
const lagMilliseconds = 1000;

/** How long answers are waited for once the sending was told to end. */
const graceMilliseconds = 2000;

/** Resolves `asked` when the signal aborts, `overdue` when the grace after it is over. */
function stopping(signal: AbortSignal, clock: Clock): { asked: Promise<void>; overdue: Promise<void>; forget: () => void } {
  const forgotten = new AbortController();
  const either = AbortSignal.any([signal, forgotten.signal]);
  const asked = new Promise<void>((resolve) => {
    if (either.aborted) resolve();
    else either.addEventListener('abort', () => resolve(), { once: true });
  });
  return { asked, overdue: asked.then(() => clock.sleep(graceMilliseconds, forgotten.signal)), forget: () => forgotten.abort() };
}
