import type { StreamDetector } from './streamDetector.ts';

/** An alarm of a detector. */
export interface StreamEvent {
  readonly kind: 'warning' | 'drift';
  /** Position of the value in the stream, from 0. */
  readonly index: number;
}

/**
 * What a detector says of a whole stream: every drift, and the first warning since the start or the last drift.
 *
 * @param detector a fresh one; it is used up
 * @param values the stream, oldest first
 * @returns the alarms in order
 * @throws RangeError when the detector cannot take a value
 */
export function streamEvents(detector: StreamDetector, values: ArrayLike<number>): StreamEvent[] {
  const events: StreamEvent[] = [];
  let warned = false;
  for (let index = 0; index < values.length; index++) {
    const kind = detector.update(values[index] as number);
    if (kind === 'none' || (kind === 'warning' && warned)) continue;
    events.push({ kind, index });
    warned = kind === 'warning';
  }
  return events;
}
