import type { CaptureRing } from './captureRing.ts';

/** Captured rows that came after some time. */
export interface RowsAfter {
  readonly count: number;
  /** When the first of them came, in milliseconds since 1970; null when there is none. */
  readonly firstAt: number | null;
}

/**
 * Counts the rows of the buffer that came after a time (milliseconds since 1970), by binary search: it is asked again and again, of every
 * pod. Where the clock was set back, rows of the same while may be on either side.
 */
export function rowsAfter(ring: CaptureRing, since: number): RowsAfter {
  const timeAt = (place: number) => ring.at(place)[ring.layout.time] as number;
  let low = 0;
  let high = ring.size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeAt(middle) > since) high = middle;
    else low = middle + 1;
  }
  return { count: ring.size - low, firstAt: low < ring.size ? timeAt(low) : null };
}
