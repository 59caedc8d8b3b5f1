import {
  driftMetrics,
  driftSamples,
  type JudgedRun,
  type Metric,
  type ModelMonitor,
  type Report,
  thresholdSamples,
} from '@modelmonitor/api';
import type { Registry } from 'prom-client';
import { registerSamples } from './tally.ts';

export interface DriftTelemetryOptions {
  readonly registry: Registry;
  /** The resource as it is now. */
  readonly monitor: () => ModelMonitor;
  /** The newest stored report, if there is one. */
  readonly newest: () => Report | undefined;
  /** The verdict that reaches alerts. */
  readonly confirmed: () => Report['verdict'];
  /** Stored runs, newest first. */
  readonly runs: () => readonly JudgedRun[];
  /** Drift checks that failed since the process started. */
  readonly failures: () => number;
  /** When one failed last, in milliseconds since 1970. */
  readonly lastFailure: () => number | undefined;
}

/** Exports the drift metrics of one monitor from its newest stored report: after a restart they say the same. */
export function registerDriftTelemetry({ registry, monitor, newest, confirmed, ...checks }: DriftTelemetryOptions): void {
  const { namespace, name } = monitor().metadata;
  const labels = { namespace, modelmonitor: name };
  for (const metric of Object.values<Metric>(driftMetrics)) {
    if (metric.type === 'counter') {
      registerSamples(registry, metric, () => [{ labels, value: checks.failures() }]);
      continue;
    }
    registerSamples(registry, metric, () => {
      const report = newest();
      const reported = report === undefined ? [] : driftSamples(report, confirmed());
      const reportedAt = report === undefined ? undefined : Date.parse(report.timestamp);
      const failedAt = checks.lastFailure();
      const failed = failedAt === undefined ? [] : [{ metric: driftMetrics.reportLastFailure, labels, value: failedAt / 1000 }];
      const thresholds = thresholdSamples(monitor(), { reportedAt, runs: checks.runs() });
      return [...reported, ...failed, ...thresholds].filter((sample) => sample.metric === metric);
    });
  }
}
