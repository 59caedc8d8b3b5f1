import {
  captureStoreOf,
  createValidator,
  type DriftTrigger,
  type Placement,
  planFor,
  reportsDirectory,
  snapshotPath,
  storeArgument,
  type Validate,
} from '@modelmonitor/api';
import { createDriftChild, type DriftChild, driftMainPath, fileReportStore } from '@modelmonitor/job';
import { configVersion, createSources, readMonitor } from '@modelmonitor/sources';
import type { ReferenceBins } from '@modelmonitor/tables';
import { appOptions, type Parts, type Services } from './appOptions.ts';
import { type KeptSnapshot, keepSnapshot } from './capture/keepSnapshot.ts';
import { createSnapshot } from './capture/snapshot.ts';
import { watchConfig } from './config/watchConfig.ts';
import type { Environment } from './environment.ts';
import { createPodGate } from './http/auth/pod/podGate.ts';
import { createApp, createInternalApp } from './http/createApp.ts';
import { listenAll } from './http/listen.ts';
import type { Log } from './log/logRecord.ts';
import { clusterReports } from './reports/clusterReports.ts';
import { createDriftChecks } from './reports/driftChecks.ts';
import type { RunDriftCheck } from './reports/driftRunner.ts';
import { reportProblem } from './reports/reportProblem.ts';
import { createKeptModels, type KeptModels } from './serving/keptModels.ts';
import { createLiveServing, type LiveServing } from './serving/liveServing.ts';
import { refreshVersions } from './serving/refreshVersions.ts';
import { createLiveStore, type LiveStore } from './store/liveStore.ts';
import { openMeasuredStore } from './store/openMeasuredStore.ts';
import { restoreRows } from './store/restoreRows.ts';
import { rowsAndLabels } from './store/rowsAndLabels.ts';
import { untilWritten } from './store/untilWritten.ts';
import { createDependencyMeter } from './telemetry/dependencyMeter.ts';
import { registerDriftTelemetry } from './telemetry/driftTelemetry.ts';
import { registerLiveTelemetry } from './telemetry/liveTelemetry.ts';
import { createTelemetry, type Telemetry } from './telemetry/telemetry.ts';

/** How long the store may write what it has when the process ends, in milliseconds: pods get half a minute for everything. */
const closeMilliseconds = 10_000;

/** A running predictor. */
export interface RunningPredictor {
  readonly port: number;
  readonly internalPort: number | undefined;
  /** Runs a drift check on the captured rows now. */
  readonly runDriftCheck: RunDriftCheck;
  /** Rows captured since the last check started. */
  readonly newRows: () => number;
  /** When checks are due, by the newest configuration. */
  readonly trigger: () => DriftTrigger;
  /** Reports in readiness, status and metrics that a newer configuration was rejected, and why; undefined once there is none. */
  readonly rejectConfiguration: (reason: string | undefined) => void;
  /** Lets requests finish, saves the captured rows, stops. */
  close(): Promise<void>;
}

/**
 * Starts a predictor: loads the configuration, listens, watches for a new configuration, saves the captured rows.
 *
 * @throws Error when the configuration cannot be read or it cannot listen on an address
 */
export async function startPredictor(placement: Placement, environment: Environment): Promise<RunningPredictor> {
  const { configDirectory } = placement;
  const validate = createValidator();
  // Where the version cannot be read, reading the resource reports why.
  const taken = await configVersion(placement).catch(() => '');
  const monitor = await readMonitor(configDirectory, validate);
  const telemetry = createTelemetry({ modelmonitor: monitor.metadata.name });
  const log = countingLog(telemetry, environment);
  const parts: Parts = { monitor, placement, environment, telemetry, log };
  const driftChild = driftChildOf(parts);
  const meter = createDependencyMeter(telemetry.registry, environment.monotonicSeconds);
  const sources = createSources(placement, environment, {
    measure: meter.measure,
    warn: (reason) => log('warn', 'a source could not be read, and its kept copy is used', { reason }),
  });
  const store = createLiveStore({ ...parts, openStore: openMeasuredStore(meter) });
  const { keptModelsDirectory: directory } = placement;
  const kept = directory === undefined ? undefined : createKeptModels({ directory, log });
  return startServing({ store, sources, driftChild, validate, taken, kept }, parts).catch(async (error: Error) => {
    // Its thread would keep the process alive.
    await store.close(closeMilliseconds);
    throw error;
  });
}

/** What a predictor starts from, beside the parts: `taken` is the version of the configuration that was read. */
interface Foundation extends Pick<Services, 'store' | 'sources' | 'driftChild'> {
  readonly validate: Validate;
  readonly taken: string;
  readonly kept: KeptModels | undefined;
}

async function startServing({ store, sources, driftChild, validate, taken, kept }: Foundation, parts: Parts): Promise<RunningPredictor> {
  const { monitor, placement, environment, telemetry, log } = parts;
  const serving = await createLiveServing(monitor, { environment, log, sources, driftChild, store, kept });
  const checks = await driftChecksOf({ serving, store, driftChild }, parts);
  registerLiveTelemetry(telemetry.registry, serving.live);
  const labels = rowsAndLabels({ ...parts, serving, store, driftChild });
  const snapshots = await startSnapshots(serving, store, parts);
  const restored = restoreRows({ serving, store, environment, log });
  const podGate = await createPodGate({ ...placement, log, now: environment.now });
  const config = await watchConfig({ ...parts, ...placement, taken, serving, podGate, validate, outcomes: telemetry.tallies.reloads });
  let isClosing = false;
  const refreshing = refreshVersions({ serving, environment });
  const stop = async () => {
    config.stop();
    refreshing.stop();
    labels.stop();
    driftChild.end();
    await snapshots?.stop();
    await kept?.settled();
    await store.close(closeMilliseconds);
  };
  const app = appOptions(
    {
      serving,
      store,
      joinLabels: labels.join,
      storeSummary: labels.summary,
      sources,
      driftChild,
      podGate,
      config,
      isClosing: () => isClosing,
      ...checks,
    },
    parts,
  );
  const handlers = { callers: createApp(app).callback(), internal: createInternalApp(app).callback() };
  const listeners = await listenAll(handlers, placement).catch(async (error: Error) => {
    await stop();
    throw error;
  });
  await restored;
  void serving.learnBins().then((known) => {
    if (monitor.spec.model.task === 'regression') telemetry.observeValues(valueBuckets(known));
  });
  return {
    ...listeners,
    runDriftCheck: checks.runDriftCheck,
    newRows: checks.newRows,
    trigger: () => planFor(serving.live().state.monitor, placement).drift.trigger,
    rejectConfiguration: config.reject,
    async close() {
      isClosing = true;
      config.stop();
      refreshing.stop();
      await listeners.close();
      await stop();
    },
  };
}

/** A log that counts its lines by level. */
function countingLog({ tallies }: Telemetry, { now, writeLog }: Environment): Log {
  return (level, message, fields = {}) => {
    tallies.logLines.add([level]);
    writeLog({ time: new Date(now()), level, message, fields });
  };
}

function driftChildOf({ monitor, placement, environment }: Parts): DriftChild {
  const { configDirectory, sourcesDirectory, allowLocalAddresses, dataDirectory } = placement;
  return createDriftChild({
    execPath: environment.execPath,
    mainPath: driftMainPath,
    configDirectory,
    ...(sourcesDirectory === undefined ? {} : { sourcesDirectory }),
    ...(allowLocalAddresses === undefined ? {} : { allowLocalAddresses }),
    timeoutMilliseconds: planFor(monitor, placement).drift.timeoutSeconds * 1000,
    ...(dataDirectory === undefined ? {} : { reportsDirectory: reportsDirectory(dataDirectory) }),
  });
}

/** Drift checks and, with a data directory, their reports and the metrics read from these. */
async function driftChecksOf(
  { serving, store, driftChild }: Pick<Services, 'serving' | 'store' | 'driftChild'>,
  { monitor, placement, environment, telemetry, log }: Parts,
) {
  const { dataDirectory } = placement;
  const { history } = monitor.spec.drift;
  const reports =
    dataDirectory === undefined
      ? undefined
      : fileReportStore(reportsDirectory(dataDirectory), {
          history,
          now: environment.now,
          problem: reportProblem,
          warn: (message) => log('warn', message),
        });
  const rowStore = async () => {
    const client = store.client();
    if (client === undefined) return undefined;
    await untilWritten(client, environment);
    return storeArgument(captureStoreOf(serving.live().state.monitor, placement));
  };
  const checks = await createDriftChecks({ live: serving.live, driftChild, store: reports, rowStore, log, now: environment.now });
  if (reports !== undefined)
    registerDriftTelemetry({ registry: telemetry.registry, monitor: () => serving.live().state.monitor, ...checks });
  const cluster = clusterReports({ placement, environment, log, monitor: () => serving.live().state.monitor });
  return { runDriftCheck: checks.run, newRows: checks.newRows, reports, ...cluster };
}

/** Saves the captured rows on disk where there is a data directory and no store keeps them. */
async function startSnapshots(
  serving: LiveServing,
  store: LiveStore,
  { placement, environment, telemetry, log }: Parts,
): Promise<KeptSnapshot | undefined> {
  const { dataDirectory } = placement;
  if (dataDirectory === undefined) return undefined;
  const snapshot = createSnapshot({ path: snapshotPath(dataDirectory), outcomes: telemetry.tallies.snapshots, log, now: environment.now });
  return keepSnapshot({ snapshot, serving, isStored: () => store.client() !== undefined, environment, log });
}

/** Upper bounds for predicted values: the deciles of the predictions in the reference, where it has them. */
function valueBuckets(bins: ReferenceBins | undefined): readonly number[] {
  const prediction = bins?.prediction;
  return prediction?.kind === 'numeric' ? prediction.edges : [];
}
