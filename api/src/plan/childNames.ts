import { createHash } from 'node:crypto';

/** Names of a monitor's objects in a cluster. */
export interface ChildNames {
  /** Stem of all names and value of the label `modelmonitor.dev/monitor`: a DNS label of at most 46 characters. */
  readonly stem: string;
  /** Deployment, Service, PodDisruptionBudget, HorizontalPodAutoscaler, ServiceMonitor and AlertmanagerConfig. */
  readonly predictor: string;
  /** Headless Service: one address per predictor pod. */
  readonly pods: string;
  /** Service for Prometheus, where the one for callers is open to addresses outside the cluster. */
  readonly metrics: string;
  /** ConfigMaps with the resolved resource, one per pod template: `configurationName` adds its digest. */
  readonly configuration: string;
  /** ConfigMap with the identities that may read rows: pods of all templates read the same. */
  readonly callers: string;
  /** CronJob of the drift checks, its ServiceAccount, Role and RoleBinding, and the ConfigMap with the newest report. */
  readonly drift: string;
  /** NetworkPolicy of the predictor pods. */
  readonly predictorPolicy: string;
}

/** A CronJob's name has at most 52 characters, and the longest suffix has 6. */
const longestStem = 46;

const digestLength = 8;

/** Valid names of a Service (RFC 1035): a letter first, no dots. */
const serviceName = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/**
 * The names of a monitor's children. A name that is no DNS label, or longer than 46 characters, is cut and gets a digest of the full name, so
 * that two monitors never share a name. The headless Service always has a digest: another monitor may be named `NAME-pods`.
 *
 * @example
 * childNames('wine').drift // => 'wine-drift'
 */
export function childNames(name: string): ChildNames {
  const stem = stemOf(name);
  return {
    stem,
    predictor: stem,
    pods: `${stem}-pods-${digest(name).slice(0, 4)}`,
    metrics: `${stem}-metrics-${digest(name).slice(0, 4)}`,
    configuration: `${stem}-monitor`,
    callers: `${stem}-callers`,
    drift: `${stem}-drift`,
    predictorPolicy: `${stem}-predictor`,
  };
}

/** ConfigMap that keeps the report of one run. */
export function archiveName({ drift }: ChildNames, run: string): string {
  return `${drift}-${run}`;
}

/** ConfigMap with the resolved resource for the pods of one template. */
export function configurationName({ configuration }: Pick<ChildNames, 'configuration'>, digest: string): string {
  return `${configuration}-${digest}`;
}

function stemOf(name: string): string {
  if (name.length <= longestStem && serviceName.test(name)) return name;
  const label = name.replaceAll('.', '-').replace(/^(?![a-z])/, 'm-');
  return `${label.slice(0, longestStem - digestLength - 1).replace(/-+$/, '')}-${digest(name)}`;
}

function digest(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, digestLength);
}
