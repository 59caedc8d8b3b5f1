import type { ModelMonitor } from '@modelmonitor/api';
import { windowColumns } from './windowColumns.ts';

/** How much is collected at a time. */
export interface CollectBounds {
  /** Pods that are queried concurrently. */
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
 * How many pods are queried concurrently, and how large a window may be, by the size of the monitor's window: eight pods with 128 MiB each
 * for small windows, one pod for windows of half a gigabyte. A window may be twice the size of its numbers, to have room for texts.
 */
export function collectBounds(monitor: ModelMonitor): CollectBounds {
  const { capture, drift } = monitor.spec;
  const expected = 2 * bytesOfValue * windowColumns(monitor).length * Math.min(capture.maxRows, drift.window.maxRows);
  const concurrency = Math.max(1, Math.min(mostPodsAtATime, Math.floor(mostBytesAtATime / expected)));
  return { concurrency, mostBytes: Math.max(expected, Math.floor(mostBytesAtATime / concurrency)) };
}
