/** What a detector says after a value: nothing, that a change may be coming, or that the stream has changed. */
export type StreamSignal = 'none' | 'warning' | 'drift';

/** A detector of change in a stream: it takes one value at a time and keeps a bounded summary of what it has seen. */
export interface StreamDetector {
  /**
   * Takes the next value. After a drift the detector starts again with the value that follows.
   *
   * @throws RangeError when the value is not one that the detector can take; its state is then as before
   */
  update(value: number): StreamSignal;
}
