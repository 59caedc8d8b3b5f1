import { catalogue } from './metric.ts';
import { performanceGauges } from './performanceGauges.ts';
import { predictorCounters } from './predictorCounters.ts';

/** Upper bounds for latencies, in seconds; 1 and 2 are the default alert thresholds. */
const latencyBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];

/** What a predictor exports; every series also carries the label `modelmonitor`. */
export const predictorMetrics = catalogue({
  ...predictorCounters,
  ...performanceGauges,
  httpRequestDuration: {
    name: 'modelmonitor_http_request_duration_seconds',
    type: 'histogram',
    help: 'Duration of HTTP requests.',
    labels: ['method', 'route', 'status_code'],
    buckets: latencyBuckets,
  },
  predictionDuration: {
    name: 'modelmonitor_prediction_duration_seconds',
    type: 'histogram',
    help: 'Time the model takes for one request, without HTTP.',
    labels: ['version'],
    buckets: [0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
  },
  predictionConfidence: {
    name: 'modelmonitor_prediction_confidence',
    type: 'histogram',
    help: 'Probability of the predicted class.',
    labels: ['version'],
    buckets: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1],
  },
  predictedValue: {
    name: 'modelmonitor_predicted_value',
    type: 'histogram',
    help: 'Predicted values (regression); the bounds are quantiles of the reference.',
    labels: ['version'],
  },
  featureValues: {
    name: 'modelmonitor_feature_values_total',
    type: 'counter',
    help: 'Values of a feature by bin: the quantiles of the reference, a category, other, or missing.',
    labels: ['feature', 'bin'],
  },
  featureReferenceRatio: {
    name: 'modelmonitor_feature_reference_ratio',
    type: 'gauge',
    help: "Share of the reference's values in each bin.",
    labels: ['feature', 'bin'],
  },
  featuresNotCounted: {
    name: 'modelmonitor_features_not_counted',
    type: 'gauge',
    help: 'Features without live counters: beyond the first 100, or redacted.',
    labels: [],
  },
  modelLoaded: {
    name: 'modelmonitor_model_loaded',
    type: 'gauge',
    help: 'Whether a version is loaded (1) or failed to load (0).',
    labels: ['version'],
  },
  modelInfo: {
    name: 'modelmonitor_model_info',
    type: 'gauge',
    help: 'Constant 1; the labels describe a version.',
    labels: ['version', 'format', 'sha256', 'source', 'role'],
  },
  modelLoadedTimestamp: {
    name: 'modelmonitor_model_loaded_timestamp_seconds',
    type: 'gauge',
    help: 'When the model that answers for a version was loaded.',
    labels: ['version'],
  },
  modelPrevious: {
    name: 'modelmonitor_model_serving_previous',
    type: 'gauge',
    help: 'Whether a version answers with an earlier model (1), because the newer one could not be read or did not prove itself.',
    labels: ['version'],
  },
  dependencyUp: {
    name: 'modelmonitor_dependency_up',
    type: 'gauge',
    help: 'Whether the last request to a server that the predictor depends on succeeded (1) or failed (0). mlflow: the tracking server of source.mlflow, elsewhere known as mlflow_connected; postgres: the database of capture.postgres, elsewhere known as database_connected; sqlite: the file of the store.',
    labels: ['dependency'],
  },
  dependencyQueryDuration: {
    name: 'modelmonitor_dependency_query_duration_seconds',
    type: 'histogram',
    help: 'Duration of requests to a server that the predictor depends on, and of queries of the store; for postgres elsewhere known as db_query_duration_seconds.',
    labels: ['dependency'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  },
  dataQueries: {
    name: 'modelmonitor_data_queries_total',
    type: 'counter',
    help: 'Queries of the store by kind and outcome: succeeded, refused (a value of a row was not taken) or failed; elsewhere known as data_queries_total.',
    labels: ['dependency', 'query', 'outcome'],
  },
  storeBytes: {
    name: 'modelmonitor_store_bytes',
    type: 'gauge',
    help: 'Space that rows, labels and the ledger of all monitors in the store take; 0 with a buffer, and where it is unknown.',
    labels: [],
  },
  remoteUp: {
    name: 'modelmonitor_remote_up',
    type: 'gauge',
    help: 'Whether the server of a remote version answers (1), or calls to it are stopped (0).',
    labels: ['version'],
  },
  trafficWeight: {
    name: 'modelmonitor_traffic_weight_ratio',
    type: 'gauge',
    help: 'Share of requests routed to a version.',
    labels: ['version'],
  },
  captured: {
    name: 'modelmonitor_captured_total',
    type: 'counter',
    help: 'Predicted rows that were captured: at each scrape the sum of written, queued, dropped and failed ones.',
    labels: [],
  },
  storeWritten: {
    name: 'modelmonitor_store_written_total',
    type: 'counter',
    help: 'Captured rows that are in the store of capture.store; with buffer, rows that the buffer took.',
    labels: [],
  },
  storeQueued: {
    name: 'modelmonitor_store_queued',
    type: 'gauge',
    help: 'Captured rows that wait to be written to the store, in memory or on disk.',
    labels: [],
  },
  storeDropped: {
    name: 'modelmonitor_store_dropped_total',
    type: 'counter',
    help: 'Captured rows that were not written because too many waited (queue_full), or the process ended before they could be written (shutdown).',
    labels: ['reason'],
  },
  storeFailed: {
    name: 'modelmonitor_store_failed_total',
    type: 'counter',
    help: 'Captured rows that the store refused.',
    labels: ['reason'],
  },
  labelsWaiting: {
    name: 'modelmonitor_labels_waiting',
    type: 'gauge',
    help: 'Labels whose prediction has not arrived: in memory with buffer, else in the store when it was last read.',
    labels: [],
  },
  labelsDropped: {
    name: 'modelmonitor_labels_dropped_total',
    type: 'counter',
    help: 'Labels that waited for their prediction and were dropped, oldest first, because too many waited.',
    labels: [],
  },
  sampledOut: {
    name: 'modelmonitor_capture_sampled_out_total',
    type: 'counter',
    help: 'Predicted rows excluded by capture.sample.',
    labels: [],
  },
  captureDropped: {
    name: 'modelmonitor_capture_dropped_total',
    type: 'counter',
    help: 'Predicted rows that could not be captured.',
    labels: ['reason'],
  },
  captureEvicted: {
    name: 'modelmonitor_capture_evicted_total',
    type: 'counter',
    help: 'Captured rows that left the buffer, because it was full or they grew too old.',
    labels: ['reason'],
  },
  repeatedIds: {
    name: 'modelmonitor_repeated_ids_total',
    type: 'counter',
    help: 'Predicted rows with the id of an earlier row in the buffer; a label joins the newest.',
    labels: [],
  },
  refusedRows: {
    name: 'modelmonitor_refused_rows',
    type: 'gauge',
    help: 'Rows refused for a category the model has not seen that are kept for drift checks.',
    labels: [],
  },
  captureRows: { name: 'modelmonitor_capture_rows', type: 'gauge', help: 'Rows in memory, whatever the store.', labels: [] },
  latencyThreshold: {
    name: 'modelmonitor_latency_threshold_seconds',
    type: 'gauge',
    help: 'Threshold of the latency: alerts.latency of the resource.',
    labels: ['kind'],
  },
  errorRatioThreshold: {
    name: 'modelmonitor_error_ratio_threshold',
    type: 'gauge',
    help: 'Threshold of the share of failed predictions: alerts.errorRatio of the resource.',
    labels: [],
  },
  objectiveRatio: {
    name: 'modelmonitor_objective_ratio',
    type: 'gauge',
    help: 'Share of prediction requests that should succeed, and in time: alerts.objective of the resource.',
    labels: [],
  },
});
