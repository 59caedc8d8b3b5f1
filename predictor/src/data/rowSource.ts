import type { RowPage, RowRange, StoreClient } from '@modelmonitor/store';
import type { Capture } from '../capture/capture.ts';
import { refuse } from '../labels/joinLabels.ts';
import { bufferPages, bufferRow } from './bufferRows.ts';

/** Where captured rows are read: the store, or without one the buffer. */
export interface RowSource {
  /** The newest row of an id. */
  findRow(id: string): Promise<RowPage | undefined>;
  /** Rows of a range, oldest first; rows of the last second may not be in the store yet. */
  readPages(range: RowRange): AsyncIterable<RowPage>;
}

/** Errors while the store does not answer are refusals with status 503. */
export function rowSource(store: Pick<StoreClient, 'account' | 'findRow' | 'readPages'> | undefined, capture: Capture): RowSource {
  if (store === undefined) return { findRow: async (id) => bufferRow(capture, id), readPages: (range) => bufferPages(capture, range) };
  return {
    async findRow(id) {
      // A row that was predicted just now may be in memory only. One that was written and is not found was deleted.
      const isQueued = store.account().queued > 0;
      return (await store.findRow(id).catch(refuse)) ?? (isQueued ? bufferRow(capture, id) : undefined);
    },
    async *readPages(range) {
      try {
        yield* store.readPages(range);
      } catch (error) {
        refuse(error);
      }
    },
  };
}
