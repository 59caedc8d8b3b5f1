import {
  driftMetrics,
  driftSamples,
  type JudgedRun,
  type Metric,
  type ModelMonitor,
  type Report,
  summarizeReport,
  thresholdSamples,
} from '@modelmonitor/api';
import type { Registry } from 'prom-client';
import { registerSamples } from './tally.ts';

export interface DriftTelemetryOptions {
  readonly registry: Registry;
  /** The current resource. */
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

/** Exports the drift metrics of one monitor from its newest stored report, so that a restart changes nothing. */
export function registerDriftTelemetry({ registry, monitor, newest, confirmed, ...checks }: DriftTelemetryOptions): void {
  const { namespace, name } = monitor().metadata;
  const labels = { namespace, modelmonitor: name };
  const samples = oncePerScrape(() => {
    const report = newest();
    const reported = report === undefined ? [] : driftSamples(summarizeReport(report), confirmed());
    const reportedAt = report === undefined ? undefined : Date.parse(report.timestamp);
    const failedAt = checks.lastFailure();
    const failed = failedAt === undefined ? [] : [{ metric: driftMetrics.reportLastFailure, labels, value: failedAt / 1000 }];
    const failures = { metric: driftMetrics.reportFailures, labels, value: checks.failures() };
    const thresholds = thresholdSamples(monitor(), { reportedAt, runs: checks.runs() });
    return Map.groupBy([...reported, ...failed, failures, ...thresholds], (sample): Metric => sample.metric);
  });
  for (const metric of Object.values<Metric>(driftMetrics)) registerSamples(registry, metric, () => samples().get(metric) ?? []);
}

/** Computes a value once for all metrics of a scrape: the registry collects them in one synchronous pass. */
function oncePerScrape<Value>(compute: () => Value): () => Value {
  let current: { readonly value: Value } | undefined;
  return () => {
    if (current === undefined) {
      current = { value: compute() };
      void Promise.resolve().then(() => {
        current = undefined;
      });
    }
    return current.value;
  };
}
