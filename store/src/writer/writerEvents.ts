/** What a writer reports about the batches that it was given. */
export type WriterEvent =
  /** Rows of a batch reached an end: they are written, failed or dropped. */
  | {
      readonly type: 'settled';
      readonly number: number;
      readonly outcome: 'written' | 'failed' | 'dropped';
      /** Why, unless they are written. */
      readonly reason: string;
      readonly rows: number;
      /** Rows with a prediction. */
      readonly predicted: number;
    }
  /** A batch waits in the spill directory and no longer in memory. */
  | { readonly type: 'spilled'; readonly number: number }
  /** What waits in the spill directory. */
  | { readonly type: 'spill'; readonly rows: number; readonly bytes: number }
  /** Whether the store was reached. */
  | { readonly type: 'status'; readonly isConnected: boolean; readonly reason: string | undefined; readonly time: number };

/** What the other side of the queue has counted: predicted rows that were recorded, and rows that it dropped. */
export interface SeenRows {
  readonly seen: number;
  readonly dropped: Readonly<Record<string, number>>;
}
