import { createSummaryReader, type ModelMonitor, type Placement, type ReadSummary } from '@modelmonitor/api';
import { volumeReportStore } from '@modelmonitor/job';
import type { Environment } from '../environment.ts';
import type { ReportRouteOptions } from '../http/routes/reports.ts';
import type { Log } from '../log/logRecord.ts';

export interface ClusterReportOptions {
  readonly placement: Pick<Placement, 'mountedReportsDirectory'>;
  readonly monitor: () => ModelMonitor;
  readonly environment: Pick<Environment, 'now' | 'monotonicSeconds'>;
  readonly log: Log;
}

/** Reports and checks of a pod: the reports of the cluster, and the wish for a check, which the operator sees when it next queries the pod. */
export interface ClusterReports extends Required<Pick<ReportRouteOptions, 'requestCheck' | 'reports'>> {
  /** Milliseconds since a client last requested a check; undefined when none did. */
  readonly checkRequestedAgo: () => number | undefined;
}

/** @returns undefined outside a cluster */
export function clusterReports({ placement, monitor, environment, log }: ClusterReportOptions): ClusterReports | undefined {
  const { mountedReportsDirectory } = placement;
  if (mountedReportsDirectory === undefined) return undefined;
  // Compiled when there is a first report.
  let read: ReadSummary | undefined;
  let requestedAt: number | undefined;
  return {
    reports: volumeReportStore(mountedReportsDirectory, {
      readSummary(document) {
        read ??= createSummaryReader();
        return read(document, { monitor: monitor(), isKnown: true, now: environment.now() });
      },
      warn: (message) => log('warn', message),
    }),
    requestCheck() {
      requestedAt = environment.monotonicSeconds();
    },
    checkRequestedAgo: () => (requestedAt === undefined ? undefined : Math.round((environment.monotonicSeconds() - requestedAt) * 1000)),
  };
}
