import type { CaptureRing } from './captureRing.ts';

/** Place of the row with a sequence number in the buffer, by binary search; undefined when it is not, or no longer, there. */
export function findRow(ring: CaptureRing, sequence: number): number | undefined {
  let low = 0;
  let high = ring.size - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = ring.at(middle)[ring.layout.sequence] as number;
    if (found === sequence) return middle;
    if (found < sequence) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}
