import TinyQueue from 'tinyqueue';
import type { Clock } from './clock.ts';

/** Keys that wait for a time; of several times of a key only the earliest counts. */
export interface DelayedKeys {
  add(key: string, milliseconds: number): void;
  /** Makes every key due after at most so many milliseconds; `after` is called for each key. */
  bringForward(after: () => number): void;
  close(): void;
}

interface Timed {
  readonly key: string;
  readonly at: number;
}

/** Longest a timer runs, in milliseconds: Node's own take no more than 24 days. */
const longestSleep = 3_600_000;

export function createDelayedKeys(clock: Clock, onDue: (key: string) => void): DelayedKeys {
  const heap = new TinyQueue<Timed>([], (a, b) => a.at - b.at);
  const earliest = new Map<string, number>();
  let sleeping: AbortController | undefined;
  let closed = false;
  const release = () => {
    for (let first = heap.peek(); first !== undefined && first.at <= clock.monotonic(); first = heap.peek()) {
      heap.pop();
      // An entry that was replaced by an earlier one is skipped.
      if (earliest.get(first.key) !== first.at) continue;
      earliest.delete(first.key);
      onDue(first.key);
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
    if (closed || (earliest.get(key) ?? Number.POSITIVE_INFINITY) <= at) return;
    earliest.set(key, at);
    heap.push({ key, at });
  };
  return {
    add(key: string, milliseconds: number) {
      const before = heap.peek();
      addAt(key, clock.monotonic() + milliseconds);
      if (heap.peek() !== before) arm();
    },
    bringForward(after: () => number) {
      const now = clock.monotonic();
      for (const [key, at] of [...earliest]) addAt(key, Math.min(at, now + after()));
      arm();
    },
    close() {
      closed = true;
      sleeping?.abort();
    },
  };
}
