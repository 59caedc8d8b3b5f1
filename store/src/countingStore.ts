import type { CountSource, SourceColumn } from '@modelmonitor/tables/counted';
import type { RowRange } from './rowPage.ts';
import type { Store } from './store.ts';

/** A store that counts rows where they are. */
export interface CountingStore extends Store {
  /**
   * Counts features of the rows of a range, refused ones included, in one state of the rows until `end` is called. A feature that a row's contract lacks
   * is missing.
   */
  startCounting(range: RowRange, columns: readonly SourceColumn[]): Promise<StartedCounting>;
}

export interface StartedCounting {
  readonly source: CountSource;
  /** Counts a part of the rows. */
  part(part: RowPart): CountSource;
  end(): Promise<void>;
}

/** Rows with one of some categories of a feature, refused ones included, or those that a version predicted. */
export type RowPart = { readonly feature: string; readonly categories: readonly string[] } | { readonly version: string };
