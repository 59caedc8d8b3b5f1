import type { Window } from '../table/window.ts';

/** Captured rows for one check. */
export interface CollectedRows {
  readonly window: Window;
  /** Where they are from, in a few words. */
  readonly source: string;
  /** What a reader of the report should know of them. */
  readonly warnings: readonly string[];
}
