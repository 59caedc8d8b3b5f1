import type { Column } from '../table.ts';

/** What a column of a window holds: an input, the answer, the probability of a class, the label that came later, or bookkeeping. */
export type WindowRole = 'feature' | 'prediction' | 'probability' | 'actual' | 'version' | 'id' | 'time';

/** A column of a window: `time` is numeric, in milliseconds since 1970; `id` and `version` are categorical. */
export type WindowColumn = Column & { readonly role: WindowRole };

/** Captured rows of one monitor, oldest first: what a predictor keeps across a restart and what a drift check compares. */
export interface Window {
  readonly monitor: { readonly namespace: string; readonly name: string };
  readonly rows: number;
  readonly columns: readonly WindowColumn[];
}
