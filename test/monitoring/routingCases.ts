import { eventually } from '../controlPlane/eventually.ts';
import type { TestAlertmanager } from './startAlertmanager.ts';

/** Alerts that fire, and those of them that are muted, of the monitor `churn` in the namespace `models`. */
export const mutingCases = [
  {
    name: 'a predictor that is down mutes latency, drift and traffic, of its own monitor only',
    fire: [
      'churn PredictorDown critical',
      'churn LatencySLABreach critical',
      'churn DataDriftDetected warning',
      'churn NoTraffic warning',
      'churn HighPredictionErrorRate critical',
      'iris DataDriftDetected warning',
    ],
    muted: ['churn: DataDriftDetected warning', 'churn: LatencySLABreach critical', 'churn: NoTraffic warning'],
  },
  {
    name: 'a version that is not loaded mutes latency and drift',
    fire: [
      'churn ModelNotLoaded critical',
      'churn HighPredictionLatency warning',
      'churn SevereDataDrift critical',
      'churn CaptureDropping warning',
    ],
    muted: ['churn: HighPredictionLatency warning', 'churn: SevereDataDrift critical'],
  },
  {
    name: 'severe drift mutes drift, and a breach mutes high latency',
    fire: [
      'churn SevereDataDrift critical',
      'churn DataDriftDetected warning',
      'churn LatencySLABreach critical',
      'churn HighPredictionLatency warning',
    ],
    muted: ['churn: DataDriftDetected warning', 'churn: HighPredictionLatency warning'],
  },
  {
    name: 'a budget that burns fast mutes the same one that burns slowly',
    fire: [
      'churn PredictionErrorBudgetBurn critical',
      'churn PredictionErrorBudgetBurn warning',
      'churn PredictionLatencyBudgetBurn warning',
    ],
    muted: ['churn: PredictionErrorBudgetBurn warning'],
  },
] as const;

/** Lets alerts fire in a fresh Alertmanager, and waits until those are muted that should be. */
export async function expectMuted(alertmanager: TestAlertmanager, { fire, muted }: (typeof mutingCases)[number]): Promise<void> {
  await alertmanager.send(
    fire.map((line) => {
      const [modelmonitor = '', alertname = '', severity = ''] = line.split(' ');
      return { labels: { namespace: 'models', modelmonitor, alertname, severity } };
    }),
  );
  // Whether an alert is muted is known once its group is flushed for the first time, after the group's wait.
  const found = await eventually(
    'the muted alerts',
    async () => (await alertmanager.muted()).length >= muted.length && alertmanager.muted(),
  );
  expect(found).toEqual(muted);
}
