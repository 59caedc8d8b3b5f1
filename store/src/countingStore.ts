import type { CountSource, SourceColumn } from '@modelmonitor/tables/counted';
import type { RowRange } from './rowPage.ts';
import type { Store } from './store.ts';

/** A store whose database counts rows where they are. */
export interface CountingStore extends Store {
  /**
   * Counts features of the rows of a range, refused ones included, in one state of the rows until `end` is called. A feature that a row's contract lacks
   * is missing.
   */
  startCounting(range: RowRange, columns: readonly SourceColumn[]): Promise<StartedCounting>;
}

export interface StartedCounting {
  readonly source: CountSource;
  end(): Promise<void>;
}

/** Whether the database of a store counts; rows of others are read in pages. */
export function isCountingStore(store: Store): store is CountingStore {
  return 'startCounting' in store;
}
