import { predictorMetrics } from '@modelmonitor/api';

/** Labels that name a monitor: rules and panels aggregate to them over pods, versions and, during a failover, two operators. */
export const perMonitor = 'namespace, modelmonitor';

/** Matchers of prediction requests; those whose client left before they were complete (499) are none. */
export const predictionMatchers = 'method="POST", route=~"/predict(/batch)?|/v2/models/.+/infer", status_code!="499"';

/** Prediction requests. */
export const predictionRequests = `${predictorMetrics.httpRequestDuration.name}_count{${predictionMatchers}}`;

/** Prediction requests that failed in the predictor. */
export const unavailableRequests = `${predictorMetrics.httpRequestDuration.name}_count{${predictionMatchers}, status_code=~"5.."}`;

/** Matchers of the errors that count: a request without valid credentials is no failure, nor is one whose client left. */
export const errorMatchers = 'error_type!~"unauthorized|client_closed"';

/** Prediction requests that were rejected or failed. */
export const predictionErrors = `${predictorMetrics.predictionErrors.name}{${errorMatchers}}`;
