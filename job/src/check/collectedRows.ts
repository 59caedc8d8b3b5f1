import type { Window } from '@modelmonitor/tables';

/** Captured rows for one check. */
export interface CollectedRows {
  readonly window: Window;
  /** Where they are from, in a few words. */
  readonly source: string;
  /** What a reader of the report should know of them. */
  readonly warnings: readonly string[];
}
