import { staleAt } from '../plan/staleAt.ts';
import type { ModelMonitor } from '../schema/modelMonitor.ts';
import { driftMetrics } from './driftMetrics.ts';
import type { DriftSample } from './driftSamples.ts';

/**
 * Thresholds of a monitor that alerts compare its drift metrics with, so that one set of rules serves every monitor.
 *
 * @param reportedAt time of the newest report, in milliseconds since 1970; undefined before the first
 */
export function thresholdSamples(monitor: ModelMonitor, reportedAt: number | undefined): DriftSample[] {
  const { namespace, name } = monitor.metadata;
  const { alerts, drift } = monitor.spec;
  const labels = { namespace, modelmonitor: name };
  const due = reportedAt === undefined || drift.suspend ? Number.POSITIVE_INFINITY : staleAt(monitor, reportedAt) / 1000;
  return [
    { metric: driftMetrics.alertDriftShare, labels, value: alerts.driftShare ?? drift.share },
    ...(Number.isFinite(due) ? [{ metric: driftMetrics.reportDue, labels, value: due }] : []),
  ];
}
