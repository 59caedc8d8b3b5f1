import type { Correction, DriftSpec } from '@modelmonitor/api';

/** Settings of a check, as in `spec.drift`. */
export interface CheckSettings {
  readonly methods: DriftSpec['methods'];
  readonly correction: Correction;
  /** Share of drifted features from which the data set counts as drifted. */
  readonly share: number;
  readonly levels: DriftSpec['levels'];
  /** Current rows needed for a verdict, of the window and of each column. */
  readonly minRows: number;
  /** Size of effect under which a significant p-value of many rows is immaterial. */
  readonly effectFloor: number;
}
