import type { Correction, DriftSpec } from '@modelmonitor/api';

/** Settings of a check, as in `spec.drift`. */
export interface CheckSettings {
  readonly methods: DriftSpec['methods'];
  /**
   * How a score becomes a verdict: `guarded` requires more than the score (a significant difference after the correction, of at least the
   * effect floor); `evidently` lets the score alone decide, as Evidently 0.7.21 does.
   */
  readonly rules: DriftSpec['rules'];
  readonly correction: Correction;
  /** Share of drifted features from which the data set counts as drifted. */
  readonly share: number;
  readonly levels: DriftSpec['levels'];
  /** Current rows needed for a verdict, of the window and of each column. */
  readonly minRows: number;
  /** Size of effect under which a significant p-value of many rows is immaterial. */
  readonly effectFloor: number;
}
