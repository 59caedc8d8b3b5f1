import { type BackoffBounds, backoff } from './backoff.ts';
import type { Clock } from './clock.ts';
import { createDelayedKeys } from './delayedKeys.ts';
import { ApiError, kindOf } from './errors.ts';
import type { Log } from './log.ts';
import { createRest } from './rest.ts';

/** Keys of changed objects go before keys that are looked at again as a routine. */
type Priority = 'changed' | 'routine';

/** Keys that wait for work; one worker at a time works on a key, and changes during its turn make one more turn, not many. */
export interface WorkQueue {
  /** Keys that wait for their turn. */
  readonly depth: number;
  add(key: string, priority: Priority): void;
  /** Adds a key after a while, unless it is due earlier already. */
  addAfter(key: string, milliseconds: number): void;
  /** Makes every key that waits for its time due within so many milliseconds, spread evenly by chance. */
  bringForward(milliseconds: number): void;
  /** The next key; waits for one; undefined when the queue is closed. */
  next(): Promise<string | undefined>;
  /** The work on a key is over. */
  done(key: string): void;
  /** Nothing is handed out any more. */
  close(): void;
}

/** Notified of the queue's life, for metrics. */
export interface QueueMeter {
  added(key: string): void;
  started(key: string): void;
  finished(key: string): void;
}

export interface WorkQueueOptions {
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly meter?: QueueMeter;
}

/** One turn in so many goes to a routine key, whatever else waits. */
const routineTurn = 8;

export function createWorkQueue({ clock, random, meter }: WorkQueueOptions): WorkQueue {
  const waiting: Readonly<Record<Priority, Set<string>>> = { changed: new Set(), routine: new Set() };
  const working = new Set<string>();
  /** Keys that were added while they were worked on. */
  const again = new Map<string, Priority>();
  const idle: ((key: string | undefined) => void)[] = [];
  let turns = 0;
  let closed = false;

  const takeFirst = (): string | undefined => {
    const routineFirst = ++turns % routineTurn === 0;
    const [first, second] = routineFirst ? [waiting.routine, waiting.changed] : [waiting.changed, waiting.routine];
    const from = first.size > 0 ? first : second;
    const [key] = from;
    if (key === undefined) return undefined;
    from.delete(key);
    working.add(key);
    meter?.started(key);
    return key;
  };
  const add = (key: string, priority: Priority): void => {
    if (closed) return;
    if (working.has(key)) {
      if (again.get(key) !== 'changed') again.set(key, priority);
      return;
    }
    if (waiting.changed.has(key) || (priority === 'routine' && waiting.routine.has(key))) return;
    if (!waiting.routine.delete(key)) meter?.added(key);
    waiting[priority].add(key);
    if (idle.length > 0) idle.shift()?.(takeFirst());
  };
  const delayed = createDelayedKeys(clock, (key) => add(key, 'routine'));
  return {
    get depth() {
      return waiting.changed.size + waiting.routine.size;
    },
    add,
    addAfter: delayed.add,
    bringForward: (milliseconds) => delayed.bringForward(() => milliseconds * random()),
    next() {
      const key = closed ? undefined : takeFirst();
      return key !== undefined || closed ? Promise.resolve(key) : new Promise((resolve) => void idle.push(resolve));
    },
    done(key) {
      working.delete(key);
      meter?.finished(key);
      const priority = again.get(key);
      again.delete(key);
      if (priority !== undefined) add(key, priority);
    },
    close() {
      closed = true;
      delayed.close();
      for (const resolve of idle.splice(0)) resolve(undefined);
    },
  };
}

/** How the work on a key ended. */
export type Outcome =
  /** Everything is as it should be; the next turn comes with the next change. */
  | { readonly kind: 'done' }
  /** Something changes by itself, after so many milliseconds at the latest. */
  | { readonly kind: 'wait'; readonly milliseconds: number }
  /** It failed, and may succeed later. */
  | { readonly kind: 'retry'; readonly error: Error }
  /** It failed, and will fail until a user changes something. */
  | { readonly kind: 'giveUp'; readonly error: Error };

/** The work of one turn. An error it rejects with ends as `retry`. */
export type Work = (key: string, turn: { readonly failuresBefore: number; readonly signal: AbortSignal }) => Promise<Outcome>;

/** Counts turns. */
export interface TurnMeter {
  /** @returns a function to call with the outcome */
  begin(): (outcome: Outcome['kind']) => void;
}

export interface WorkersOptions {
  readonly queue: WorkQueue;
  readonly work: Work;
  readonly meter?: TurnMeter;
  readonly clock: Pick<Clock, 'sleep' | 'monotonic'>;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  readonly workers: number;
}

/** Bounds of the backoff of a key, by what failed: an unreachable API server is tried more often than a mistake is repeated. */
const bounds: Readonly<Record<'unreachable' | 'server' | 'other', BackoffBounds>> = {
  unreachable: { firstMilliseconds: 50, mostMilliseconds: 10_000 },
  server: { firstMilliseconds: 50, mostMilliseconds: 30_000 },
  other: { firstMilliseconds: 5, mostMilliseconds: 300_000 },
};

/** Failures in a row, of any keys, that count as a common outage; the next success means that it is over. */
const commonOutage = 5;

/** Time over which waiting keys are spread once a common outage is over, in milliseconds. */
const catchUpMilliseconds = 5000;

/**
 * Works on the keys of a queue until `over` aborts, and completes started turns while `working` permits. An error ends nothing: it is logged,
 * counted and retried.
 */
export async function runWorkers(
  options: WorkersOptions,
  { over, working }: { readonly over: AbortSignal; readonly working: AbortSignal },
): Promise<void> {
  const { queue, clock, workers } = options;
  const state: Turns = { failures: new Map(), inARow: 0, signal: working };
  over.addEventListener('abort', () => queue.close(), { once: true });
  if (over.aborted) queue.close();
  // Turns that have nothing to write follow one another without a pause.
  const rest = createRest(clock);
  const work = async () => {
    for (let key = await queue.next(); key !== undefined; key = await queue.next()) {
      await takeTurn(key, options, state);
      queue.done(key);
      await rest();
    }
  };
  const started: Promise<void>[] = [];
  // The first turns take long, and others wait for the event loop.
  for (let worker = 0; worker < workers; worker++) {
    started.push(work());
    await clock.sleep(0);
  }
  await Promise.all(started);
}

interface Turns {
  /** Failures in a row, by key. */
  readonly failures: Map<string, number>;
  /** Failures in a row, of any keys. */
  inARow: number;
  readonly signal: AbortSignal;
}

async function takeTurn(key: string, { queue, work, meter, random, log }: WorkersOptions, state: Turns): Promise<void> {
  const { failures, signal } = state;
  const failuresBefore = failures.get(key) ?? 0;
  const finished = meter?.begin();
  const outcome = await work(key, { failuresBefore, signal }).catch((error: Error): Outcome => ({ kind: 'retry', error }));
  finished?.(outcome.kind);
  if (signal.aborted) return;
  if (outcome.kind === 'retry') {
    const [{ message: reason }, count] = [outcome.error, failuresBefore + 1];
    failures.set(key, count);
    state.inARow++;
    const wait = retryDelay(outcome.error, count, random());
    // The first failures of a key need no attention.
    log(failuresBefore < 2 ? 'debug' : 'warn', `${key} could not be reconciled`, { reason, failures: count, retryInMs: Math.round(wait) });
    queue.addAfter(key, wait);
    return;
  }
  failures.delete(key);
  if (state.inARow >= commonOutage) queue.bringForward(catchUpMilliseconds);
  state.inARow = 0;
  if (outcome.kind === 'wait') queue.addAfter(key, outcome.milliseconds);
  if (outcome.kind === 'giveUp') log('warn', `${key} cannot be reconciled until it is changed`, { reason: outcome.error.message });
}

function retryDelay(error: Error, failures: number, random: number): number {
  const kind = kindOf(error);
  const requested = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  const cause = kind === 'unreachable' || kind === 'throttled' ? 'unreachable' : kind === 'server' ? 'server' : 'other';
  return Math.max(requested * (1 + random / 4), backoff(bounds[cause], failures, random));
}
