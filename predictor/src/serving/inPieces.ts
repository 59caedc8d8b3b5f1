/** Rows of the first piece. */
export const firstRows = 32;

/** Time that a piece takes, in seconds: as long as another request may have to wait for its turn. */
export const pieceSeconds = 0.004;

export interface PieceOptions {
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
  /** Lets everything else that waits run. */
  readonly turn: () => Promise<void>;
}

/**
 * Runs a step over many rows in pieces of a few milliseconds each, with a turn for other requests between them. The pieces grow or shrink by the
 * clock, since a row may take a microsecond or a millisecond.
 */
export async function inPieces(
  count: number,
  { monotonicSeconds, turn }: PieceOptions,
  step: (first: number, end: number) => void | Promise<void>,
): Promise<void> {
  for (let [first, size] = [0, firstRows]; first < count; ) {
    const start = monotonicSeconds();
    const end = Math.min(count, first + size);
    const done = step(first, end);
    if (done !== undefined) await done;
    const seconds = Math.max(monotonicSeconds() - start, 1e-6);
    size = Math.max(1, Math.min(size * 4, Math.floor(((end - first) * pieceSeconds) / seconds)));
    first = end;
    if (first < count) await turn();
  }
}
