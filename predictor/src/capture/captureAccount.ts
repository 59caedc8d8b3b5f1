/** What became of every predicted row: captured + sampled out + dropped = predicted; and why captured rows left the buffer. */
export interface CaptureAccount {
  captured: number;
  /** Labels that were joined. */
  labelled: number;
  /** Rows refused for an unseen category that were kept. */
  refused: number;
  /** Predicted rows whose id an earlier row in the buffer had. */
  repeatedIds: number;
  sampledOut: number;
  readonly dropped: { batch_larger_than_buffer: number };
  readonly evicted: { rows: number; age: number; model_changed: number };
}

/** An account before the first row. */
export function emptyAccount(): CaptureAccount {
  return {
    captured: 0,
    labelled: 0,
    refused: 0,
    repeatedIds: 0,
    sampledOut: 0,
    dropped: { batch_larger_than_buffer: 0 },
    evicted: { rows: 0, age: 0, model_changed: 0 },
  };
}
