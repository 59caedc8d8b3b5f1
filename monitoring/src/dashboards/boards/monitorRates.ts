import { predictorMetrics as metrics } from '@modelmonitor/api';
import { errorMatchers, predictionMatchers } from '../../promql/prediction.ts';
import { quantileRate, rateShare } from '../rate.ts';
import { ofMonitor } from '../seriesOf.ts';

/** Prediction requests of the selected monitors. */
export const requestsOfMonitor = ofMonitor(`${metrics.httpRequestDuration.name}_count`, predictionMatchers);

const buckets = ofMonitor(`${metrics.httpRequestDuration.name}_bucket`, predictionMatchers);

/** A quantile of the latency of prediction requests. */
export function latencyRate(share: number, by = ''): string {
  return quantileRate(share, buckets, by);
}

/** Share of the prediction requests that were rejected or failed, as in HighPredictionErrorRate. */
export function errorRateShare(by = ''): string {
  return rateShare(ofMonitor(metrics.predictionErrors.name, errorMatchers), requestsOfMonitor, by);
}

/** Share of the prediction requests that took longer than alerts.latency.slaSeconds. */
export function lateRateShare(by = ''): string {
  return rateShare(ofMonitor(metrics.slaBreaches.name), requestsOfMonitor, by);
}
