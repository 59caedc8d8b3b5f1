import type { Column } from '@modelmonitor/tables';

/** What the model does: it names a class, or it gives a number. */
export type Task = 'classification' | 'regression';

/** Rows with an answer and, where it has come, a label: columns of equal length. */
export interface LabelledSide {
  readonly prediction: Column;
  readonly label: Column;
  /** The model's inputs; names and types meet those of the other side, others are left out. */
  readonly features: readonly Column[];
}
