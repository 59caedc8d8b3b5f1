import type { Clock } from './clock.ts';
import { createDelayedKeys } from './delayedKeys.ts';

/** How soon a key's turn comes: what somebody changed goes before what is only looked at again. */
type Priority = 'changed' | 'routine';

/** Keys that wait for work; each is worked on by one at a time, and what happens meanwhile makes one more turn, not many. */
export interface WorkQueue {
  /** Keys that wait for their turn. */
  readonly depth: number;
  add(key: string, priority: Priority): void;
  /** Adds a key after a while, unless it is to come sooner already. */
  addAfter(key: string, milliseconds: number): void;
  /** Lets every key that waits for its time come within the next so many milliseconds, spread evenly by chance. */
  hasten(milliseconds: number): void;
  /** The next key; waits for one; undefined when the queue is closed. */
  next(): Promise<string | undefined>;
  /** The work on a key is over. */
  done(key: string): void;
  /** Nothing is given out any more. */
  close(): void;
}

/** Told of the queue's life, for metrics. */
export interface QueueMeter {
  added(key: string): void;
  started(key: string): void;
  finished(key: string): void;
}

export interface WorkQueueOptions {
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly meter: QueueMeter;
}

/** One turn in so many goes to what is routine, whatever else waits. */
const routineTurn = 8;

export function createWorkQueue({ clock, random, meter }: WorkQueueOptions): WorkQueue {
  const waiting: Readonly<Record<Priority, Set<string>>> = { changed: new Set(), routine: new Set() };
  const working = new Set<string>();
  /** What came while it was worked on. */
  const again = new Map<string, Priority>();
  const idle: ((key: string | undefined) => void)[] = [];
  let turns = 0;
  let closed = false;

  const taken = (): string | undefined => {
    const routineFirst = ++turns % routineTurn === 0;
    const [first, second] = routineFirst ? [waiting.routine, waiting.changed] : [waiting.changed, waiting.routine];
    const from = first.size > 0 ? first : second;
    const [key] = from;
    if (key === undefined) return undefined;
    from.delete(key);
    working.add(key);
    meter.started(key);
    return key;
  };
  const add = (key: string, priority: Priority): void => {
    if (closed) return;
    if (working.has(key)) {
      if (again.get(key) !== 'changed') again.set(key, priority);
      return;
    }
    if (waiting.changed.has(key) || (priority === 'routine' && waiting.routine.has(key))) return;
    if (!waiting.routine.delete(key)) meter.added(key);
    waiting[priority].add(key);
    if (idle.length > 0) idle.shift()?.(taken());
  };
  const timed = createDelayedKeys(clock, (key) => add(key, 'routine'));
  return {
    get depth() {
      return waiting.changed.size + waiting.routine.size;
    },
    add,
    addAfter: timed.add,
    hasten: (milliseconds) => timed.hasten(() => milliseconds * random()),
    next() {
      const key = closed ? undefined : taken();
      return key !== undefined || closed ? Promise.resolve(key) : new Promise((resolve) => void idle.push(resolve));
    },
    done(key) {
      working.delete(key);
      meter.finished(key);
      const priority = again.get(key);
      again.delete(key);
      if (priority !== undefined) add(key, priority);
    },
    close() {
      closed = true;
      timed.close();
      for (const resolve of idle.splice(0)) resolve(undefined);
    },
  };
}
