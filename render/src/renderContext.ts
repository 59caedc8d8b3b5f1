import type { Callers } from '@modelmonitor/api';

/** What rendering depends on beside the plan. */
export interface RenderContext {
  readonly images: Images;
  /** UID of the ModelMonitor that the objects belong to; undefined where there is none yet. */
  readonly ownerUid: string | undefined;
  /** Issuer and public keys of the cluster's tokens, and who may ask the pods for their status; undefined when not known. */
  readonly callers: Omit<Callers, 'subjects'> | undefined;
  /** Kinds the cluster has beyond Kubernetes' own. */
  readonly has: { readonly serviceMonitor: boolean; readonly alertmanagerConfig: boolean };
  /** Labels of every ServiceMonitor, by which a Prometheus selects; those of a resource count before them. */
  readonly serviceMonitorLabels: Readonly<Record<string, string>>;
  /** Whether the schedule has to rest, since a check that it did not start is running. */
  readonly driftPaused: boolean;
}

/** Where the processes come from. */
export interface Images {
  readonly predictor: string;
  readonly drift: string;
  readonly pullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  /** Names of Secrets with registry credentials, in the monitors' namespaces. */
  readonly pullSecrets: readonly string[];
}
