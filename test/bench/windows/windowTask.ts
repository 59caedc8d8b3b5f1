/** Windows that are compared with references drawn like them, or shifted. */
export interface WindowTask {
  readonly referenceRows: number;
  readonly windowRows: readonly number[];
  /** Numbers of features for which there is a verdict on the data set; the largest is drawn. */
  readonly features: readonly number[];
  readonly correlation: number;
  /** Shift of the normal number behind two of three features, in standard deviations. */
  readonly shift: number;
  readonly references: number;
  readonly windowsPerReference: number;
  readonly seed: number;
}

/** How a verdict is reached: by default, or by Evidently's rules. */
export const rulesCompared = ['guarded', 'evidently'] as const;

/** Outcomes of the windows of one size, by the rules. */
export interface WindowCounts {
  readonly windowRows: number;
  readonly features: number;
  readonly windows: number;
  /** Windows whose data set was called drifted. */
  readonly dataset: readonly number[];
  /** Windows in which a feature that did not move was. */
  readonly anyFeature: readonly number[];
  /** Features that did not move and were called drifted. */
  readonly falseFeatures: readonly number[];
  /** Features that moved and were. */
  readonly foundFeatures: readonly number[];
}

/** Features of one shape that were called drifted, by the rules. */
export interface ShapeCounts {
  readonly shape: string;
  readonly windowRows: number;
  readonly windows: number;
  readonly drifted: readonly number[];
}

export interface WindowResult {
  readonly counts: readonly WindowCounts[];
  readonly shapes: readonly ShapeCounts[];
}
