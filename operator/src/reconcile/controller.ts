import type { Clock, Log, WorkQueue } from '@modelmonitor/kube';
import { ApiError, type BackoffBounds, backoff, kindOf } from '@modelmonitor/kube';
import type { Outcome } from './outcome.ts';
import type { Reconcile } from './reconciler.ts';

/** Counts reconciles. */
export interface ReconcileMeter {
  /** @returns what is to be called with the outcome */
  begin(): (outcome: Outcome['kind']) => void;
}

export interface ControllerOptions {
  readonly queue: WorkQueue;
  readonly reconcile: Reconcile;
  readonly meter: ReconcileMeter;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  readonly workers: number;
}

/** Per key, by what failed: an API server that is away is looked for more often than a mistake is made again. */
const bounds: Readonly<Record<'unreachable' | 'server' | 'other', BackoffBounds>> = {
  unreachable: { firstMilliseconds: 50, mostMilliseconds: 10_000 },
  server: { firstMilliseconds: 50, mostMilliseconds: 30_000 },
  other: { firstMilliseconds: 5, mostMilliseconds: 300_000 },
};

/** Failures in a row, of any keys, after which a success means that the trouble was a common one and is over. */
const commonTrouble = 5;

/** Time over which what waits is spread once a common trouble is over, in milliseconds. */
const catchUpMilliseconds = 5000;

/**
 * Works on the keys of a queue until it is over, and finishes what was begun as long as it may work. An error ends nothing: it is logged,
 * counted and tried again.
 */
export async function runController(
  options: ControllerOptions,
  { over, working }: { over: AbortSignal; working: AbortSignal },
): Promise<void> {
  const failures = new Map<string, number>();
  const trouble = { inARow: 0 };
  const { queue, clock, workers } = options;
  over.addEventListener('abort', () => queue.close(), { once: true });
  if (over.aborted) queue.close();
  const work = async () => {
    for (let key = await queue.next(); key !== undefined; key = await queue.next()) {
      await turn(key, options, { failures, trouble, signal: working });
      queue.done(key);
    }
  };
  const started: Promise<void>[] = [];
  // The first turns take long, and others wait on the event loop.
  for (let worker = 0; worker < workers; worker++) {
    started.push(work());
    await clock.sleep(0);
  }
  await Promise.all(started);
}

interface Turns {
  readonly failures: Map<string, number>;
  readonly trouble: { inARow: number };
  readonly signal: AbortSignal;
}

async function turn(key: string, { queue, reconcile, meter, random, log }: ControllerOptions, turns: Turns): Promise<void> {
  const { failures, trouble, signal } = turns;
  const failuresBefore = failures.get(key) ?? 0;
  const finished = meter.begin();
  const outcome = await reconcile(key, { failuresBefore, signal }).catch((error: Error): Outcome => ({ kind: 'retry', error }));
  finished(outcome.kind);
  if (signal.aborted) return;
  if (outcome.kind === 'retry') {
    const { error } = outcome;
    failures.set(key, failuresBefore + 1);
    trouble.inARow++;
    const wait = waitAfter(error, failuresBefore + 1, random());
    // The first failures of a key are nothing to wake anyone for.
    log(failuresBefore < 2 ? 'debug' : 'warn', `${key} could not be reconciled`, {
      reason: error.message,
      failures: failuresBefore + 1,
      retryInMs: Math.round(wait),
    });
    queue.addAfter(key, wait);
    return;
  }
  failures.delete(key);
  if (trouble.inARow >= commonTrouble) queue.hasten(catchUpMilliseconds);
  trouble.inARow = 0;
  if (outcome.kind === 'wait') queue.addAfter(key, outcome.milliseconds);
  if (outcome.kind === 'giveUp')
    log('warn', `${key} cannot be reconciled until somebody changes something`, { reason: outcome.error.message });
}

function waitAfter(error: Error, failures: number, random: number): number {
  const kind = kindOf(error);
  const asked = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  const class_ = kind === 'unreachable' || kind === 'throttled' ? 'unreachable' : kind === 'server' ? 'server' : 'other';
  return Math.max(asked * (1 + random / 4), backoff(bounds[class_], failures, random));
}
