import { predictorMetrics } from '@modelmonitor/api';

/** Labels that name a monitor: what rules and panels add up to, over pods, versions and two operators during a failover. */
export const perMonitor = 'namespace, modelmonitor';

/** Matchers of the requests that ask for a prediction. */
export const predictionMatchers = 'method="POST", route=~"/predict(/batch)?|/v2/models/.+/infer"';

/** The requests that ask for a prediction. */
export const predictionRequests = `${predictorMetrics.httpRequestDuration.name}_count{${predictionMatchers}}`;

/** Those that failed for a reason of ours. */
export const unavailableRequests = `${predictorMetrics.httpRequestDuration.name}_count{${predictionMatchers}, status_code=~"5.."}`;

/** Matchers of the errors that count: a stranger without credentials is no failure. */
export const errorMatchers = 'error_type!="unauthorized"';

/** Those that were refused or failed. */
export const predictionErrors = `${predictorMetrics.predictionErrors.name}{${errorMatchers}}`;
