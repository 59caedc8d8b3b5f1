import { catalogue } from './metric.ts';

const monitor = ['namespace', 'modelmonitor'] as const;

/** What is exported from stored reports: by the operator in a cluster, by the process itself elsewhere; a restart changes nothing. */
export const driftMetrics = catalogue({
  driftShare: { name: 'modelmonitor_drift_share', type: 'gauge', help: 'Share of drifted features in the last report.', labels: monitor },
  driftShareThreshold: {
    name: 'modelmonitor_drift_share_threshold',
    type: 'gauge',
    help: 'Share from which the data set counts as drifted.',
    labels: monitor,
  },
  driftDetected: {
    name: 'modelmonitor_drift_detected',
    type: 'gauge',
    help: 'Whether the last report found the data set drifted (1) or not (0); absent when unknown.',
    labels: monitor,
  },
  driftConfirmed: {
    name: 'modelmonitor_drift_confirmed',
    type: 'gauge',
    help: 'Whether enough of the newest runs found the data set drifted (1) or not (0), by spec.drift.confirmation; absent when unknown.',
    labels: monitor,
  },
  driftScore: {
    name: 'modelmonitor_drift_score',
    type: 'gauge',
    help: "Share of drifted features over the monitor's threshold: 1 or more is drift.",
    labels: monitor,
  },
  featureDriftScore: {
    name: 'modelmonitor_feature_drift_score',
    type: 'gauge',
    help: 'Score of a feature in the last report.',
    labels: [...monitor, 'feature', 'method'],
  },
  featureDriftThreshold: {
    name: 'modelmonitor_feature_drift_threshold',
    type: 'gauge',
    help: 'Threshold of that score.',
    labels: [...monitor, 'feature', 'method'],
  },
  featureDrifted: {
    name: 'modelmonitor_feature_drift_detected',
    type: 'gauge',
    help: 'Whether a feature drifted in the last report.',
    labels: [...monitor, 'feature'],
  },
  featureMissing: {
    name: 'modelmonitor_feature_missing_ratio',
    type: 'gauge',
    help: 'Share of missing values of a feature in the last report.',
    labels: [...monitor, 'feature', 'side'],
  },
  segmentDriftShare: {
    name: 'modelmonitor_segment_drift_share',
    type: 'gauge',
    help: 'Share of drifted features in a segment of the last report; absent when unknown.',
    labels: [...monitor, 'segment'],
  },
  segmentDrifted: {
    name: 'modelmonitor_segment_drift_detected',
    type: 'gauge',
    help: 'Whether a segment drifted (1) or not (0) in the last report; absent when unknown.',
    labels: [...monitor, 'segment'],
  },
  predictionDriftScore: {
    name: 'modelmonitor_prediction_drift_score',
    type: 'gauge',
    help: 'Score of the predictions in the last report.',
    labels: [...monitor, 'method'],
  },
  reportRows: { name: 'modelmonitor_report_rows', type: 'gauge', help: 'Rows the last report compared.', labels: [...monitor, 'side'] },
  reportWarnings: { name: 'modelmonitor_report_warnings', type: 'gauge', help: 'Warnings of the last report.', labels: monitor },
  reportPods: {
    name: 'modelmonitor_report_pods',
    type: 'gauge',
    help: 'Pods that gave rows to the last report (answered), and those that gave none (silent); absent when its rows are from elsewhere.',
    labels: [...monitor, 'state'],
  },
  reportLastSuccess: {
    name: 'modelmonitor_report_last_success_timestamp_seconds',
    type: 'gauge',
    help: 'Time of the last report.',
    labels: monitor,
  },
  reportDue: {
    name: 'modelmonitor_report_due_timestamp_seconds',
    type: 'gauge',
    help: 'Time from which the last report is stale: alerts.staleAfter of the resource, else the third time of its schedule.',
    labels: monitor,
  },
  reportLastFailure: {
    name: 'modelmonitor_report_last_failure_timestamp_seconds',
    type: 'gauge',
    help: 'Time of the last drift check that failed.',
    labels: monitor,
  },
  driftLevelShare: {
    name: 'modelmonitor_drift_level_share',
    type: 'gauge',
    help: 'Share of drifted features from which an action is due: drift.levels of the resource.',
    labels: [...monitor, 'action'],
  },
  alertDriftShare: {
    name: 'modelmonitor_alert_drift_share_threshold',
    type: 'gauge',
    help: 'Share of drifted features from which DataDriftDetected (warning) and SevereDataDrift (critical) fire.',
    labels: [...monitor, 'severity'],
  },
  alertDriftConfirmed: {
    name: 'modelmonitor_alert_drift_confirmed',
    type: 'gauge',
    help: 'Whether enough of the newest runs reached that share (1) or not (0), by spec.drift.confirmation; absent when unknown.',
    labels: [...monitor, 'severity'],
  },
  reportFailures: { name: 'modelmonitor_report_failures_total', type: 'counter', help: 'Drift checks that failed.', labels: monitor },
});
