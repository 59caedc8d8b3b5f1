import type { Report } from '@modelmonitor/api';
import type { Column } from '@modelmonitor/tables';
import { conceptDriftReport } from '../concept/conceptDriftReport.ts';
import type { LabelledSide } from '../concept/labelledSide.ts';
import type { Probabilities } from '../performance/labelledRows.ts';
import { performanceReport } from '../performance/performanceReport.ts';

/** Rows with predictions of a model: columns of equal length, the oldest row first. */
export interface AnsweredRows {
  readonly features: readonly Column[];
  /** Ground-truth labels, as far as they are known. */
  readonly target: Column | null;
  readonly prediction: Column | null;
  readonly probabilities?: Probabilities;
  /** Time of each row in milliseconds since 1970, where known. */
  readonly times?: Float64Array;
}

export interface RowSectionsInput {
  readonly task: 'classification' | 'regression';
  /** Null where the reference keeps no rows. */
  readonly reference: AnsweredRows | null;
  readonly current: AnsweredRows;
}

// The same draws in every run, so that two reports differ by their rows only.
export const SEED = 20_240_501;

/** The sections of a report that need rows with answers and labels: performance and concept drift. Pure. */
export function rowSections({ task, reference, current }: RowSectionsInput): Pick<Report, 'performance' | 'concept_drift'> {
  return {
    performance: performanceReport({ task, reference, current, seed: SEED }),
    concept_drift: conceptDriftReport({
      task,
      reference: labelledSide(reference),
      current: labelledSide(current),
      times: current.times ?? null,
      seed: SEED,
    }),
  };
}

function labelledSide(rows: AnsweredRows | null): LabelledSide | null {
  if (rows === null || rows.target === null || rows.prediction === null) return null;
  return { features: rows.features, prediction: rows.prediction, label: rows.target };
}
