import TinyQueue from 'tinyqueue';
import type { Clock } from './clock.ts';

/** Keys that wait for a time; of several times of a key only the soonest counts. */
export interface DelayedKeys {
  add(key: string, milliseconds: number): void;
  /** Brings every key forward to at most so many milliseconds from now; asked once a key. */
  hasten(after: () => number): void;
  close(): void;
}

interface Timed {
  readonly key: string;
  readonly at: number;
}

/** Longest a timer runs, in milliseconds: Node's own take no more than 24 days. */
const longestSleep = 3_600_000;

export function createDelayedKeys(clock: Clock, due: (key: string) => void): DelayedKeys {
  const heap = new TinyQueue<Timed>([], (a, b) => a.at - b.at);
  const soonest = new Map<string, number>();
  let sleeping: AbortController | undefined;
  let closed = false;
  const release = () => {
    for (let first = heap.peek(); first !== undefined && first.at <= clock.monotonic(); first = heap.peek()) {
      heap.pop();
      // An entry that a sooner one took the place of is passed over.
      if (soonest.get(first.key) !== first.at) continue;
      soonest.delete(first.key);
      due(first.key);
    }
    arm();
  };
  const arm = () => {
    sleeping?.abort();
    const first = heap.peek();
    if (first === undefined || closed) return;
    const controller = new AbortController();
    sleeping = controller;
    void clock.sleep(Math.min(longestSleep, Math.max(0, first.at - clock.monotonic())), controller.signal).then(() => {
      if (!controller.signal.aborted) release();
    });
  };
  const addAt = (key: string, at: number) => {
    if (closed || (soonest.get(key) ?? Number.POSITIVE_INFINITY) <= at) return;
    soonest.set(key, at);
    heap.push({ key, at });
  };
  return {
    add(key: string, milliseconds: number) {
      const before = heap.peek();
      addAt(key, clock.monotonic() + milliseconds);
      if (heap.peek() !== before) arm();
    },
    hasten(after: () => number) {
      const now = clock.monotonic();
      for (const [key, at] of [...soonest]) addAt(key, Math.min(at, now + after()));
      arm();
    },
    close() {
      closed = true;
      sleeping?.abort();
    },
  };
}
