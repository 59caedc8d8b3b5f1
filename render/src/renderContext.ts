import type { Callers } from '@modelmonitor/api';

/** Input of rendering beside the plan. */
export interface RenderContext {
  readonly images: Images;
  /** UID of the ModelMonitor that owns the objects; undefined before it exists. */
  readonly ownerUid: string | undefined;
  /** Issuer and public keys of the cluster's tokens, and the accounts that may read the status of pods; undefined when not known. */
  readonly callers: Omit<Callers, 'subjects'> | undefined;
  /** Kinds the cluster has beside Kubernetes' own. */
  readonly has: { readonly serviceMonitor: boolean; readonly alertmanagerConfig: boolean; readonly httpRoute?: boolean };
  /** Class of the operator; undefined for the one without a class. */
  readonly class?: string | undefined;
  /** Labels of every ServiceMonitor, by which a Prometheus selects; the resource's own labels override them. */
  readonly serviceMonitorLabels: Readonly<Record<string, string>>;
  /** Whether each monitor has a ServiceMonitor, or those of a namespace share one; each has one when absent. */
  readonly serviceMonitorScope?: 'monitor' | 'namespace';
  /** Ports of the cluster's API servers, to which checks may connect; 443 and 6443 when absent. */
  readonly apiServerPorts?: readonly number[];
  /** Labels of every AlertmanagerConfig, by which an Alertmanager selects; the resource's own labels override them. */
  readonly alertmanagerConfigLabels?: Readonly<Record<string, string>>;
  /** Whether Alertmanager has a mail server, so that e-mail needs none of its own: so when absent. */
  readonly hasMailServer?: boolean;
  /** Whether the AlertmanagerConfig is left out. */
  readonly withoutAlerts?: boolean;
  /** A word that changes when the Prometheus operator has to check the AlertmanagerConfig again. */
  readonly alertsCheck?: string | undefined;
  /** Whether sources may lead to the pod itself, its link and metadata services. */
  readonly allowLocalAddresses?: boolean;
  /** Versions that pods of earlier templates serve, and pods of this one have to serve before they are ready; none when absent. */
  readonly servedBefore?: readonly string[];
  /** Whether the schedule is paused, while a check runs that it did not start. */
  readonly driftPaused: boolean;
}

/** Container images of the processes. */
export interface Images {
  readonly predictor: string;
  readonly drift: string;
  readonly pullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  /** Names of Secrets with registry credentials, in the monitors' namespaces. */
  readonly pullSecrets: readonly string[];
}
