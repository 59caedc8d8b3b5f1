import { exampleMonitor } from '../exampleMonitor.ts';
import { createValidator } from '../validation/validate.ts';
import { thresholdSamples } from './thresholdSamples.ts';

const validate = createValidator();
const share = 'modelmonitor_alert_drift_share_threshold';
const due = 'modelmonitor_report_due_timestamp_seconds';

test.each([
  { name: 'before the first report there is nothing to be late with', changes: {}, reportedAt: undefined, values: { [share]: 0.5 } },
  { name: 'three intervals after a report', changes: {}, reportedAt: 1000_000, values: { [share]: 0.5, [due]: 1000 + 3 * 3600 } },
  {
    name: 'checks that are paused are never late',
    changes: { 'spec.drift.suspend': true },
    reportedAt: 1000_000,
    values: { [share]: 0.5 },
  },
  { name: 'a share of its own', changes: { 'spec.alerts.driftShare': 0.3 }, reportedAt: undefined, values: { [share]: 0.3 } },
])('$name', ({ changes, reportedAt, values }) => {
  const { monitor } = validate(exampleMonitor(changes));
  const samples = monitor === undefined ? [] : thresholdSamples(monitor, reportedAt);
  expect(Object.fromEntries(samples.map(({ metric, value }) => [metric.name, value]))).toEqual(values);
  for (const { labels } of samples) expect(labels).toEqual({ namespace: 'default', modelmonitor: 'wine' });
});
