import { driftAlertShares } from '../plan/driftAlertShares.ts';
import { staleAt } from '../plan/staleAt.ts';
import { type ConfirmingRun, confirmVerdict } from '../report/confirmVerdict.ts';
import type { Report } from '../report/report.ts';
import type { ModelMonitor } from '../schema/modelMonitor.ts';
import { driftMetrics } from './driftMetrics.ts';
import type { DriftSample } from './driftSamples.ts';
import type { Metric } from './metric.ts';

/** What alerts want to know of a run. */
export interface JudgedRun extends ConfirmingRun {
  /** Share of drifted features; absent when unknown. */
  readonly share?: number | null;
}

export interface RunsSoFar {
  /** Time of the newest report, in milliseconds since 1970; undefined before the first. */
  readonly reportedAt: number | undefined;
  /** Runs whose reports are kept, newest first. */
  readonly runs: readonly JudgedRun[];
}

/**
 * Thresholds of a monitor that alerts compare its drift metrics with, and whether enough of the newest runs reached them, so that one set of
 * rules serves every monitor.
 */
export function thresholdSamples(monitor: ModelMonitor, { reportedAt, runs }: RunsSoFar): DriftSample[] {
  const { namespace, name } = monitor.metadata;
  const { drift } = monitor.spec;
  const sample = (metric: Metric, value: number, more: Readonly<Record<string, string>> = {}): DriftSample => ({
    metric,
    labels: { namespace, modelmonitor: name, ...more },
    value,
  });
  const due = reportedAt === undefined || drift.suspend ? Number.POSITIVE_INFINITY : staleAt(monitor, reportedAt) / 1000;
  return [
    ...Object.entries(driftAlertShares(monitor)).flatMap(([severity, share]) => {
      const confirmed = confirmVerdict(
        runs.map((run) => ({ ...run, verdict: verdictAt(share, run) })),
        drift.confirmation,
      );
      return [
        sample(driftMetrics.alertDriftShare, share, { severity }),
        ...(confirmed === 'unknown' ? [] : [sample(driftMetrics.alertDriftConfirmed, Number(confirmed === 'drifted'), { severity })]),
      ];
    }),
    ...levelShares(monitor).map(([action, share]) => sample(driftMetrics.driftLevelShare, share, { action })),
    ...(Number.isFinite(due) ? [sample(driftMetrics.reportDue, due)] : []),
  ];
}

/** The verdict of a run, had this been the share from which a data set counts as drifted. */
function verdictAt(threshold: number, { verdict, share }: JudgedRun): Report['verdict'] {
  if (verdict === 'unknown' || share === undefined || share === null) return 'unknown';
  return share >= threshold ? 'drifted' : 'stable';
}

/** The lowest share of each action: a resource may name an action twice. */
function levelShares({ spec }: ModelMonitor): [action: string, share: number][] {
  const lowest = new Map<string, number>();
  for (const { action, share } of spec.drift.levels) lowest.set(action, Math.min(share, lowest.get(action) ?? share));
  return [...lowest];
}
