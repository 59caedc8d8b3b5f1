import { driftMetrics, driftSamples, type Metric, type ModelMonitor, type Report, thresholdSamples } from '@modelmonitor/api';
import type { Registry } from 'prom-client';
import { sampled } from './sampled.ts';

export interface DriftTelemetryOptions {
  readonly registry: Registry;
  /** The resource as it is now. */
  readonly monitor: () => ModelMonitor;
  /** The newest stored report, if there is one. */
  readonly newest: () => Report | undefined;
  /** The verdict that reaches alerts. */
  readonly confirmed: () => Report['verdict'];
  /** Drift checks that failed since the process started. */
  readonly failures: () => number;
}

/** Exports the drift metrics of one monitor from its newest stored report: after a restart they say the same. */
export function registerDriftTelemetry({ registry, monitor, newest, confirmed, failures }: DriftTelemetryOptions): void {
  const { namespace, name } = monitor().metadata;
  const labels = { namespace, modelmonitor: name };
  for (const metric of Object.values<Metric>(driftMetrics)) {
    if (metric.type === 'counter') {
      sampled(registry, metric, () => [{ labels, value: failures() }]);
      continue;
    }
    sampled(registry, metric, () => {
      const report = newest();
      const reported = report === undefined ? [] : driftSamples(report, confirmed());
      const thresholds = thresholdSamples(monitor(), report === undefined ? undefined : Date.parse(report.timestamp));
      return [...reported, ...thresholds].filter((sample) => sample.metric === metric);
    });
  }
}
