import { catalogue } from './metric.ts';

/** Counters of a predictor that are incremented where something happens: each is there as `telemetry.tallies.NAME`. */
export const predictorCounters = catalogue({
  predictions: {
    name: 'modelmonitor_predictions_total',
    type: 'counter',
    help: 'Rows predicted and returned.',
    labels: ['version', 'endpoint'],
  },
  predictionErrors: {
    name: 'modelmonitor_prediction_errors_total',
    type: 'counter',
    help: 'Prediction requests rejected or failed, by kind of error.',
    labels: ['error_type'],
  },
  predictedClass: {
    name: 'modelmonitor_predicted_class_total',
    type: 'counter',
    help: 'Rows by predicted class (classification).',
    labels: ['version', 'class'],
  },
  shadowPredictions: {
    name: 'modelmonitor_shadow_predictions_total',
    type: 'counter',
    help: 'Rows a shadow version predicted beside the serving one, by whether both agree (regression: within 5 %) or the shadow failed.',
    labels: ['version', 'outcome'],
  },
  slaBreaches: {
    name: 'modelmonitor_sla_breaches_total',
    type: 'counter',
    help: 'Prediction requests that took longer than alerts.latency.slaSeconds.',
    labels: [],
  },
  feedback: {
    name: 'modelmonitor_feedback_total',
    type: 'counter',
    help: 'Labels received: joined, changed (another label of the row was replaced), missing (null), or unknown (no such row in the buffer or the store).',
    labels: ['outcome'],
  },
  unseenRows: {
    name: 'modelmonitor_unseen_category_rows_total',
    type: 'counter',
    help: 'Rows with a category the model has not seen: captured (refused, kept for drift checks), refused (not kept), or predicted.',
    labels: ['outcome'],
  },
  events: {
    name: 'modelmonitor_events_total',
    type: 'counter',
    help: 'Predictions of a model that is served elsewhere: recorded, or unmatched (a request without its response in time, or a response without its request).',
    labels: ['outcome'],
  },
  reloads: {
    name: 'modelmonitor_config_reloads_total',
    type: 'counter',
    help: 'Reloads of the configuration, by outcome.',
    labels: ['outcome'],
  },
  snapshots: {
    name: 'modelmonitor_capture_snapshots_total',
    type: 'counter',
    help: 'Snapshots of the buffer, by outcome.',
    labels: ['outcome'],
  },
  logLines: { name: 'modelmonitor_log_lines_total', type: 'counter', help: 'Log lines by level.', labels: ['level'] },
});
