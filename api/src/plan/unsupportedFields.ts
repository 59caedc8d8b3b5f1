import { monitoringSchema } from '../schema/alerts.ts';
import type { ModelMonitor } from '../schema/modelMonitor.ts';
import { captureStoreOf, fileProblem } from './captureStore.ts';
import { sourceFilesOf } from './mounts.ts';
import { podPlacement } from './placement.ts';
import { annotationsNotAllowed } from './podAnnotations.ts';

/** A field that is set and has no effect where the plan runs. */
export interface UnsupportedField {
  readonly path: string;
  /** Reason of the condition `UnsupportedFields`. */
  readonly reason: 'KindMissing' | 'ClusterOnly' | 'OutsideClusterOnly' | 'RowsInBuffer' | 'NotAllowed';
  /** Where it takes effect, and what happens here instead. */
  readonly message: string;
}

/**
 * The fields of a monitor that have no effect where it runs; what has its default is not listed.
 *
 * @param allowedAnnotations see `Placement.podAnnotations`
 */
export function unsupportedFields(
  monitor: ModelMonitor,
  where: 'cluster' | 'laptop',
  allowedAnnotations: readonly string[] = [],
): UnsupportedField[] {
  const others =
    where === 'cluster'
      ? [...outsideOnly(monitor), ...fileInCluster(monitor), ...notAllowed(monitor, allowedAnnotations)]
      : clusterOnly(monitor);
  return [...others, ...windowOfBuffer(monitor, where), ...retentionOfBuffer(monitor, where)];
}

function notAllowed(monitor: ModelMonitor, allowed: readonly string[]): UnsupportedField[] {
  return annotationsNotAllowed(monitor, allowed).map(({ path, keys }) => ({
    path,
    reason: 'NotAllowed',
    message: `pods do not get ${keys.join(', ')}: the operator sets annotations that its administrator allows (--pod-annotations)`,
  }));
}

function outsideOnly(monitor: ModelMonitor): UnsupportedField[] {
  const { archive } = monitor.spec.capture;
  const noDirectory = 'takes effect outside a cluster only (in a cluster: name a volumeClaim; until then no day is dropped)';
  const directory: UnsupportedField[] =
    archive?.directory === undefined
      ? []
      : [{ path: 'spec.capture.archive.directory', reason: 'OutsideClusterOnly', message: noDirectory }];
  const files = sourceFilesOf(monitor).map(
    ({ file, field }): UnsupportedField => ({
      path: field,
      reason: 'OutsideClusterOnly',
      message:
        `takes effect outside a cluster only (in a cluster: store ${file} in a ConfigMap of at most 1 MiB with ` +
        '`kubectl create configmap NAME --from-file`, and name it under source.configMap)',
    }),
  );
  return [...directory, ...files];
}

/** A file that a cluster cannot write, and a volume for rows that stay in memory. */
function fileInCluster(monitor: ModelMonitor): UnsupportedField[] {
  const { store = 'buffer', volumeClaim } = monitor.spec.capture;
  if (store === 'buffer' && volumeClaim !== undefined) {
    const message = 'no pod mounts it: rows stay in the buffer of each pod unless capture.store is file or postgres';
    return [{ path: 'spec.capture.volumeClaim', reason: 'RowsInBuffer', message }];
  }
  const problem = store === 'file' ? fileProblem(monitor) : undefined;
  if (problem === undefined) return [];
  return [{ path: 'spec.capture.store', reason: 'RowsInBuffer', message: `rows stay in the buffer of each pod: ${problem}` }];
}

/** A window with more rows than a buffer holds, where the resource alone does not tell that there is a buffer. */
function windowOfBuffer(monitor: ModelMonitor, where: 'cluster' | 'laptop'): UnsupportedField[] {
  const { capture, drift } = monitor.spec;
  if (where === 'laptop' || drift.window.maxRows <= capture.maxRows || captureStoreOf(monitor, podPlacement).kind !== 'buffer') return [];
  return [
    {
      path: 'spec.drift.window.maxRows',
      reason: 'RowsInBuffer',
      message: `a check compares fewer rows: the buffer of a pod holds capture.maxRows (${capture.maxRows}) of the ${drift.window.maxRows}`,
    },
  ];
}

/** Bounds of a file or database, where rows stay in the buffer. */
function retentionOfBuffer(monitor: ModelMonitor, where: 'cluster' | 'laptop'): UnsupportedField[] {
  const { store, retention, maxBytes, archive } = monitor.spec.capture;
  const isBuffer = where === 'cluster' ? captureStoreOf(monitor, podPlacement).kind === 'buffer' : store === 'buffer';
  const message = 'has no effect on a buffer, which capture.maxRows and capture.maxAge bound';
  return Object.entries({ retention, maxBytes, archive }).flatMap(([name, value]) =>
    isBuffer && value !== undefined ? [{ path: `spec.capture.${name}`, reason: 'RowsInBuffer' as const, message }] : [],
  );
}

function clusterOnly({
  spec: { class: operatorClass, model, capture, drift, serving, alerts, monitoring },
}: ModelMonitor): UnsupportedField[] {
  const { enabled, interval, labels } = monitoring.serviceMonitor;
  const defaults = monitoringSchema.properties.serviceMonitor.properties as Readonly<Record<string, { readonly default?: unknown }>>;
  const noOperator = 'point Prometheus to /metrics in its own configuration';
  const listed: readonly (readonly [set: boolean, path: string, instead: string])[] = [
    [operatorClass !== undefined, 'class', 'there is no operator'],
    [serving.replicas !== 1, 'serving.replicas', 'one process serves'],
    [serving.autoscale !== undefined, 'serving.autoscale', 'one process serves'],
    [serving.resources !== undefined, 'serving.resources', 'the process takes the CPU and memory it needs'],
    [serving.podTemplate !== undefined, 'serving.podTemplate', 'there is no pod'],
    [drift.podTemplate !== undefined, 'drift.podTemplate', 'there is no pod'],
    [serving.service !== undefined, 'serving.service', 'modelmonitor run takes host and port'],
    [serving.ingress !== undefined, 'serving.ingress', 'configure a proxy of your own'],
    [serving.httpRoute !== undefined, 'serving.httpRoute', 'configure a proxy of your own'],
    [serving.networkPolicy !== undefined, 'serving.networkPolicy', 'use a firewall'],
    [drift.networkPolicy !== undefined, 'drift.networkPolicy', 'use a firewall'],
    [(capture.postgres?.port ?? 5432) !== 5432, 'capture.postgres.port', 'the URL of the database has its port'],
    [capture.volumeClaim !== undefined, 'capture.volumeClaim', 'the data directory holds the rows'],
    [capture.archive?.volumeClaim !== undefined, 'capture.archive.volumeClaim', 'the data directory holds the archives'],
    [capture.archive?.s3?.webIdentity !== undefined, 'capture.archive.s3.webIdentity', 'name an access key under credentials'],
    [alerts.receivers !== undefined, 'alerts.receivers', 'name receivers in the configuration of Alertmanager'],
    [alerts.labels !== undefined, 'alerts.labels', 'name receivers in the configuration of Alertmanager'],
    [enabled !== defaults['enabled']?.default, 'monitoring.serviceMonitor.enabled', noOperator],
    [interval !== defaults['interval']?.default, 'monitoring.serviceMonitor.interval', noOperator],
    [Object.keys(labels).length > 0, 'monitoring.serviceMonitor.labels', noOperator],
    ...model.versions.flatMap(({ source }, index) => inPods(source, `model.versions[${index}].source`)),
    ...inPods(drift.reference.source, 'drift.reference.source'),
  ];
  return listed.flatMap(([set, path, instead]) =>
    set ? [{ path: `spec.${path}`, reason: 'ClusterOnly', message: `takes effect in a cluster only (elsewhere: ${instead})` }] : [],
  );
}

type InPods = Partial<Pick<ModelMonitor['spec']['model']['versions'][number]['source'], 'persistentVolumeClaim' | 's3' | 'oci'>>;

/** Parts of a source that need a pod. */
function inPods({ persistentVolumeClaim, s3, oci }: InPods, field: string): (readonly [set: boolean, path: string, instead: string])[] {
  return [
    [persistentVolumeClaim !== undefined, `${field}.persistentVolumeClaim`, 'name a file beside the manifest under source.file'],
    [s3?.webIdentity !== undefined, `${field}.s3.webIdentity`, 'name an access key under credentials'],
    [oci?.mount === 'imageVolume', `${field}.oci.mount`, 'the file is pulled from the registry'],
  ];
}
