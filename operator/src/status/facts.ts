import type { MonitorStatus, Plan, PodStatus } from '@modelmonitor/api';
import type { DeploymentItem, JobItem } from '../caches/items.ts';
import type { ReportFacts } from '../reports/reportFacts.ts';

/** Everything the status of a monitor is made from, gathered before anything is judged. */
export interface Facts {
  readonly plan: Plan;
  readonly generation: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly previous: MonitorStatus;
  /** What could not be applied. */
  readonly failures: readonly Error[];
  readonly deployment: DeploymentItem | undefined;
  readonly jobs: readonly JobItem[];
  readonly pods: PodsSeen | undefined;
  readonly scraping: Scraping;
  /** Whether the cluster knows AlertmanagerConfig. */
  readonly hasAlertmanagerConfig: boolean;
  readonly report: ReportSeen;
}

/** What the pods said when they were last asked. */
export interface PodsSeen {
  readonly answers: readonly PodStatus[];
  /** Pods that gave no answer, and why. */
  readonly silent: readonly { readonly address: string; readonly reason: string }[];
}

/** How Prometheus finds the predictor. */
export interface Scraping {
  readonly hasServiceMonitor: boolean;
  readonly mayReadPrometheuses: boolean;
  /** Whether Prometheus resources of every namespace are known. */
  readonly seesAllNamespaces: boolean;
  /** Prometheus resources that select the ServiceMonitor. */
  readonly selectedBy: readonly string[];
  /** What those that do not would select. */
  readonly wanted: readonly string[];
}

/** The newest stored report. */
export interface ReportSeen {
  readonly facts: ReportFacts | undefined;
  /** Why what is stored cannot be read. */
  readonly unreadable: string | undefined;
  /** Why the newest run failed, as the job wrote it. */
  readonly failure: { readonly time: string; readonly message: string } | undefined;
}
