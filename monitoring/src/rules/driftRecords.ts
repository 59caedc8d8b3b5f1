import { driftMetrics, liveShares, psiOf, referenceShares } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import type { RecordingRule } from './recordingRule.ts';

const liveShare = 'modelmonitor_feature_bin:feature_values:ratio1h';

/** Live drift over all traffic, and the score of the newest report. */
export const driftRecords: readonly RecordingRule[] = [
  {
    record: liveShare,
    meaning: "Share of the last hour's values of a feature in each bin, over all pods.",
    expression: liveShares(),
  },
  {
    record: 'modelmonitor_feature:feature_values:psi1h',
    meaning:
      'Population stability index of each feature over the last hour of traffic: 0.1 or more is moderate drift, 0.25 or more is strong drift.',
    expression: psiOf(liveShare, referenceShares()),
  },
  {
    record: 'model_drift_score',
    meaning: "Share of drifted features in the newest report divided by the monitor's threshold: 1 or more is drift.",
    expression: `max by (${perMonitor}) (${driftMetrics.driftScore.name})`,
  },
];
