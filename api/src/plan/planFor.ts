import { createHash } from 'node:crypto';
import { durationMilliseconds } from '../schema/durationMilliseconds.ts';
import type { ModelMonitor } from '../schema/modelMonitor.ts';
import { canonicalJson } from './canonicalJson.ts';
import { type CaptureStore, captureStoreOf, storeArgument } from './captureStore.ts';
import { type ChildNames, childNames } from './childNames.ts';
import { type ExternalSources, externalSourcesOf } from './externalSources.ts';
import { hasClients, type Mount, mountsOf, type SourceFile, sourceFilesOf } from './mounts.ts';
import { predictorNodeFlags } from './nodeFlags.ts';
import { inCluster, type Placement, podPlacement, reportsDirectory, sourceArguments } from './placement.ts';
import { withAllowedAnnotations } from './podAnnotations.ts';
import { type Retention, retentionOf } from './retention.ts';
import { trafficWeights } from './trafficWeights.ts';
import { type UnsupportedField, unsupportedFields } from './unsupportedFields.ts';

/** When drift checks start. */
export interface DriftTrigger {
  /** Cron expression and its time zone, or the interval in milliseconds. */
  readonly schedule: { readonly cron: string; readonly timeZone: string } | { readonly everyMilliseconds: number };
  /**
   * Number of new rows, or age of the oldest of them in milliseconds, that starts a check before its schedule, and the shortest time since the last check;
   * absent where only the schedule counts.
   */
  readonly early?: { readonly rows: number; readonly ageMilliseconds: number; readonly minIntervalMilliseconds: number };
  readonly suspend: boolean;
}

/** What runs for a monitor; the operator renders it to objects, `modelmonitor run` starts it as processes. */
export interface Plan {
  readonly name: string;
  readonly namespace: string;
  /** Names of its objects in a cluster. */
  readonly names: ChildNames;
  /** The resource both processes read, every default resolved. */
  readonly monitor: ModelMonitor;
  /** Files of the configuration directory beside `monitor.json`. */
  readonly mounts: readonly Mount[];
  /** Files beside the manifest; outside a cluster only. */
  readonly files: readonly SourceFile[];
  /** What sources beside ConfigMaps need; undefined without such sources. */
  readonly external: ExternalSources | undefined;
  /** What holds captured rows. */
  readonly store: CaptureStore;
  /** What bounds them, beside those in a buffer. */
  readonly retention: Retention | undefined;
  readonly predictor: { readonly nodeFlags: readonly string[]; readonly argv: readonly string[]; readonly replicas: number };
  readonly drift: { readonly argv: readonly string[]; readonly trigger: DriftTrigger; readonly timeoutSeconds: number };
  /** Changes when running processes have to be replaced; weights, thresholds and models are reloaded instead. */
  readonly hash: string;
  /** Fields that are set and have no effect where the plan runs: reported, never dropped silently. */
  readonly unsupported: readonly UnsupportedField[];
}

/** Time after which a drift check is ended and counts as failed, in seconds; more where a window may have more rows than a buffer. */
const driftTimeoutSeconds = 300;
const longDriftTimeoutSeconds = 3600;
const mostBufferedRows = 1_000_000;

/**
 * What runs for a monitor. Pure: the same monitor and placement give the same plan.
 *
 * @param resource a validated resource with its defaults
 * @param placement where the processes run; a pod when absent
 */
export function planFor(resource: ModelMonitor, placement: Placement = podPlacement): Plan {
  const monitor = { ...resource, spec: withAllowedAnnotations(resource.spec, placement.podAnnotations ?? []) };
  const { name, namespace } = monitor.metadata;
  const names = childNames(name);
  const { replicas, podTemplate, resources } = monitor.spec.serving;
  const external = externalSourcesOf(monitor);
  const sources = inCluster(placement) && external === undefined ? [] : sourceArguments(placement);
  const store = captureStoreOf(monitor, placement);
  const mounts = mountsOf(monitor);
  const argv = [...predictorArgv(placement), ...clientsArguments(mounts, placement), ...storeArguments(monitor, placement), ...sources];
  return {
    name,
    namespace,
    names,
    monitor: monitorWithWeights(monitor),
    mounts,
    files: inCluster(placement) ? [] : sourceFilesOf(monitor),
    external,
    store,
    retention: retentionOf(monitor, placement),
    predictor: { nodeFlags: predictorNodeFlags, argv, replicas },
    drift: {
      argv: [...driftArgv(placement, { namespace, names, store }), ...sources],
      trigger: driftTrigger(monitor),
      timeoutSeconds: monitor.spec.drift.window.maxRows > mostBufferedRows ? longDriftTimeoutSeconds : driftTimeoutSeconds,
    },
    hash: sha256(canonicalJson({ nodeFlags: predictorNodeFlags, argv, podTemplate, resources })),
    unsupported: unsupportedFields(resource, inCluster(placement) ? 'cluster' : 'laptop', placement.podAnnotations),
  };
}

function monitorWithWeights({ apiVersion, kind, metadata: { name, namespace }, spec }: ModelMonitor): ModelMonitor {
  const weights = trafficWeights(spec.model.versions);
  const versions = spec.model.versions.map((version) => {
    const traffic = weights.get(version.name);
    return traffic === undefined ? version : { ...version, traffic };
  });
  return { apiVersion, kind, metadata: { name, namespace }, spec: { ...spec, model: { ...spec.model, versions } } };
}

function predictorArgv(placement: Placement): string[] {
  const { configDirectory, host, port, internalPort, dataDirectory, keptModelsDirectory, mountedReportsDirectory, drainSeconds } =
    placement;
  return [
    ['--config', configDirectory],
    ['--host', host],
    ['--port', String(port)],
    internalPort === undefined ? [] : ['--internal-port', String(internalPort)],
    dataDirectory === undefined ? [] : ['--data', dataDirectory],
    keptModelsDirectory === undefined ? [] : ['--kept-models', keptModelsDirectory],
    mountedReportsDirectory === undefined ? [] : ['--mounted-reports', mountedReportsDirectory],
    drainSeconds === undefined ? [] : ['--drain-wait', String(drainSeconds)],
  ].flat();
}

/** Argument of the predictor about the credentials of clients, where it has some. */
function clientsArguments(mounts: readonly Mount[], { clientsDirectory }: Placement): string[] {
  return clientsDirectory === undefined || !hasClients(mounts) ? [] : ['--clients', clientsDirectory];
}

/** Arguments of the predictor about the volumes for captured rows and archives; outside a cluster they are in the data directory. */
function storeArguments({ spec: { capture } }: ModelMonitor, placement: Placement): string[] {
  if (!inCluster(placement)) return [];
  const { storeDirectory, archiveDirectory } = placement;
  return [
    ...(capture.volumeClaim === undefined || storeDirectory === undefined ? [] : ['--store-directory', storeDirectory]),
    ...(capture.archive?.volumeClaim === undefined || archiveDirectory === undefined ? [] : ['--archive-directory', archiveDirectory]),
  ];
}

function driftArgv(
  { configDirectory, dataDirectory, podTokenFile, internalPort }: Placement,
  { namespace, names, store }: Pick<Plan, 'namespace' | 'names' | 'store'>,
): string[] {
  const pods = podTokenFile === undefined ? [] : ['--pods', `${names.pods}.${namespace}.svc:${internalPort}`, '--token', podTokenFile];
  const stored = storeArgument(store);
  return [
    ['check', '--config', configDirectory],
    dataDirectory === undefined ? [] : ['--reports', reportsDirectory(dataDirectory)],
    stored === undefined ? pods : ['--store', stored],
    podTokenFile === undefined ? [] : ['--configmap', `${namespace}/${names.drift}`],
  ].flat();
}

function driftTrigger({ spec: { drift } }: ModelMonitor): DriftTrigger {
  return {
    schedule:
      drift.schedule === undefined
        ? { everyMilliseconds: durationMilliseconds(drift.every ?? '1h') }
        : { cron: drift.schedule, timeZone: drift.timeZone ?? 'Etc/UTC' },
    ...(drift.early === undefined ? {} : { early: earlyTrigger(drift.early) }),
    suspend: drift.suspend,
  };
}

function earlyTrigger({ rows, age, minInterval }: NonNullable<ModelMonitor['spec']['drift']['early']>): DriftTrigger['early'] & object {
  return { rows, ageMilliseconds: durationMilliseconds(age), minIntervalMilliseconds: durationMilliseconds(minInterval) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
