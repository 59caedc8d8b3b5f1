import { type DriftSample, driftMetrics, type MonitorStatus, operatorMetrics, type Plan, thresholdSamples } from '@modelmonitor/api';
import type { MonitorItem } from '../caches/caches.ts';
import type { ReportEntry } from '../reports/reportBook.ts';

/** Metrics of a monitor: its report, conditions and failures. They come from stored objects, so that a restart changes nothing. */
export function monitorSamples(
  { namespace, name }: Pick<MonitorItem, 'namespace' | 'name'>,
  { status, report, plan }: { status: MonitorStatus; report: ReportEntry | undefined; plan: Plan | undefined },
): DriftSample[] {
  const labels = { namespace, modelmonitor: name };
  const { confirmed, failures = 0, lastFailure, history = [] } = status.drift ?? {};
  const reportedAt = report?.facts === undefined ? undefined : Date.parse(report.facts.timestamp);
  return [
    ...(report?.samples ?? []),
    ...(confirmed === 'drifted' || confirmed === 'stable'
      ? [{ metric: driftMetrics.driftConfirmed, labels, value: Number(confirmed === 'drifted') }]
      : []),
    ...(plan === undefined ? [] : thresholdSamples(plan.monitor, { reportedAt, runs: history })),
    { metric: driftMetrics.reportFailures, labels, value: failures },
    ...(lastFailure === undefined ? [] : [{ metric: driftMetrics.reportLastFailure, labels, value: Date.parse(lastFailure.time) / 1000 }]),
    ...(status.conditions ?? []).map(({ type, status: holds, reason }) => ({
      metric: operatorMetrics.condition,
      labels: { ...labels, type, status: holds, reason },
      value: 1,
    })),
  ];
}
