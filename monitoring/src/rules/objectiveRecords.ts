import { predictorMetrics } from '@modelmonitor/api';
import { unavailableRequests } from '../promql/prediction.ts';
import type { RecordingRule } from './recordingRule.ts';
import { shareOfRequests } from './servingRecords.ts';

/** Windows over which burn rates are measured. */
const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;

export type Window = (typeof windows)[number];

/** Share of prediction requests that failed in the predictor, not because of the caller. */
export const unavailableRatio = (window: Window): string => `modelmonitor:prediction_unavailable:ratio_rate${window}`;

/** Share of prediction requests that took longer than alerts.latency.slaSeconds. */
export const lateRatio = (window: Window): string => `modelmonitor:prediction_late:ratio_rate${window}`;

/** Series for the alerts on error budgets: the shares of requests that missed the objective, in each window. */
export const objectiveRecords: readonly RecordingRule[] = windows.flatMap((window) => [
  {
    record: unavailableRatio(window),
    meaning: `Share of prediction requests of the last ${window} with a status of 500 or more.`,
    expression: shareOfRequests(unavailableRequests, window),
  },
  {
    record: lateRatio(window),
    meaning: `Share of prediction requests of the last ${window} that took longer than alerts.latency.slaSeconds.`,
    expression: shareOfRequests(predictorMetrics.slaBreaches.name, window),
  },
]);
