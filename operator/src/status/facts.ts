import type { MonitorStatus, Plan, PodStatus } from '@modelmonitor/api';
import type { DeploymentItem } from '../caches/children.ts';
import type { JobItem } from '../caches/jobs.ts';
import type { PodCause } from '../causes/podCause.ts';
import type { ReportFacts } from '../reports/reportFacts.ts';
import type { Routing } from './routing.ts';
import type { Selection } from './selection.ts';

/** All input of the status of a monitor, gathered before any condition is decided. */
export interface Facts {
  readonly plan: Plan;
  readonly generation: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly previous: MonitorStatus;
  /** Failures of objects that could not be applied. */
  readonly failures: readonly Error[];
  readonly deployment: DeploymentItem | undefined;
  /** Number of pods that can receive requests, with those that are ending. */
  readonly existingPods: number;
  /** Digest of the pod template as rendered now. */
  readonly template: string | undefined;
  /** Why pods are not ready; undefined when none is known. */
  readonly cause: PodCause | undefined;
  /** Why runs do not start, or failed, by the name of their Job. */
  readonly runCauses: ReadonlyMap<string, string>;
  /** This operator: namespace and name of its lease. */
  readonly operator: string;
  readonly jobs: readonly JobItem[];
  readonly pods: PodsSeen | undefined;
  readonly scraping: Scraping;
  readonly rules: RulesSeen | undefined;
  readonly routing: Routing;
  readonly report: ReportSeen;
}

/** The latest responses of the pods. */
export interface PodsSeen {
  readonly answers: readonly PodStatus[];
  /** Pods that did not respond, and why. */
  readonly silent: readonly { readonly address: string; readonly reason: string }[];
}

/** How Prometheus discovers the predictor. */
export interface Scraping extends Selection {
  readonly hasServiceMonitor: boolean;
  readonly mayReadPrometheuses: boolean;
  /** Whether Prometheus resources of every namespace are known. */
  readonly seesAllNamespaces: boolean;
}

/** Whether a Prometheus loads the rules of the chart. */
export interface RulesSeen extends Selection {
  /** `NAMESPACE/NAME` of the PrometheusRule. */
  readonly name: string;
  readonly hasPrometheusRule: boolean;
  readonly found: boolean;
  readonly mayRead: boolean;
  readonly seesAllNamespaces: boolean;
  /** Why the Prometheus operator rejected it. */
  readonly rejected: string | undefined;
}

/** The newest stored report. */
export interface ReportSeen {
  readonly facts: ReportFacts | undefined;
  /** Why what is stored cannot be read. */
  readonly unreadable: string | undefined;
  /** The run that wrote what cannot be read, where it is named. */
  readonly unreadableRun?: string | undefined;
  /** Why the newest run failed, as the job wrote it. */
  readonly failure: { readonly time: string; readonly message: string } | undefined;
}
