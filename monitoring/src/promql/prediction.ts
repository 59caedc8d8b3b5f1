import { predictorMetrics } from '@modelmonitor/api';

/** Labels that name a monitor: rules and panels aggregate to them over pods, versions and, during a failover, two operators. */
export const perMonitor = 'namespace, modelmonitor';

/** Matchers of prediction requests. */
export const predictionMatchers = 'method="POST", route=~"/predict(/batch)?|/v2/models/.+/infer"';

/** Prediction requests. */
export const predictionRequests = `${predictorMetrics.httpRequestDuration.name}_count{${predictionMatchers}}`;

/** Prediction requests that failed in the predictor. */
export const unavailableRequests = `${predictorMetrics.httpRequestDuration.name}_count{${predictionMatchers}, status_code=~"5.."}`;

/** Matchers of the errors that count: a request without valid credentials is no failure. */
export const errorMatchers = 'error_type!="unauthorized"';

/** Prediction requests that were rejected or failed. */
export const predictionErrors = `${predictorMetrics.predictionErrors.name}{${errorMatchers}}`;
