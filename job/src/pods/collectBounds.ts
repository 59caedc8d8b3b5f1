import type { ModelMonitor } from '@modelmonitor/api';
import { windowColumns } from './windowColumns.ts';

/** How much is collected at a time. */
export interface CollectBounds {
  /** Pods that are asked at a time. */
  readonly concurrency: number;
  /** Largest window that is taken of one pod, in bytes. */
  readonly mostBytes: number;
}

/** Bytes of the windows that are on their way at a time; more only where a single window has more. */
const mostBytesAtATime = 1024 ** 3;

const mostPodsAtATime = 8;

/** Bytes of a value: a number, or an index into the categories. Texts of categories come on top. */
const bytesOfValue = 8;

/**
 * How many pods are asked at a time, and how large a window may be, by the size of the window that the monitor asks for: eight at a time
 * and 128 MiB each where windows are small, one at a time where a window takes half a gigabyte. Each may have twice what its numbers
 * take, for its texts.
 */
export function collectBounds(monitor: ModelMonitor): CollectBounds {
  const expected = 2 * bytesOfValue * windowColumns(monitor).length * monitor.spec.drift.window.maxRows;
  const concurrency = Math.max(1, Math.min(mostPodsAtATime, Math.floor(mostBytesAtATime / expected)));
  return { concurrency, mostBytes: Math.max(expected, Math.floor(mostBytesAtATime / concurrency)) };
}
