/** Alerts with the same cause as another, or that follow from it, are muted while it fires. */
export interface Inhibition {
  /** Alerts that mute. */
  readonly by: readonly string[];
  /** Alerts that are muted while one of those fires for the same monitor. */
  readonly mutes: readonly string[];
  readonly why: string;
}

/** Labels that have to be the same on both: one monitor never mutes another. */
export const inhibitionEqual = ['namespace', 'modelmonitor'] as const;

export const inhibitions: readonly Inhibition[] = [
  {
    by: ['PredictorDown', 'ModelNotLoaded'],
    mutes: [
      'HighPredictionLatency',
      'LatencySLABreach',
      'PredictionLatencyBudgetBurn',
      'DataDriftDetected',
      'SevereDataDrift',
      'SegmentDriftDetected',
      'DriftReportStale',
      'DriftRunFailing',
      'NoTraffic',
    ],
    why: 'latency, drift and traffic of a model that does not respond add no information',
  },
  {
    by: ['DatabaseDisconnected'],
    mutes: ['PredictionsNotStored', 'PredictionLogBehind'],
    why: 'rows wait, and are dropped, because the database cannot be used',
  },
  { by: ['SevereDataDrift'], mutes: ['DataDriftDetected'], why: 'the same drift, at a higher share' },
  { by: ['SevereDataDrift', 'DataDriftDetected'], mutes: ['SegmentDriftDetected'], why: 'drift of all rows shows in every segment' },
  { by: ['LatencySLABreach'], mutes: ['HighPredictionLatency'], why: 'the same latency, above a higher threshold' },
];
