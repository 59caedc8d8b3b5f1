import {
  createValidator,
  type DriftTrigger,
  type ModelMonitor,
  type Placement,
  planFor,
  reportsDirectory,
  snapshotPath,
} from '@modelmonitor/api';
import { createDriftChild, type DriftChild, driftMainPath, fileReportStore } from '@modelmonitor/job';
import { configVersion, readMonitor, sourceReader } from '@modelmonitor/sources';
import type { ReferenceBins } from '@modelmonitor/tables';
import { type KeptSnapshot, keepSnapshot } from './capture/keepSnapshot.ts';
import { createSnapshot } from './capture/snapshot.ts';
import { watchConfig } from './config/watchConfig.ts';
import type { Environment } from './environment.ts';
import { createPodGate } from './http/auth/pod/podGate.ts';
import { listenAll } from './http/listenAll.ts';
import type { Log } from './log/logRecord.ts';
import { release } from './release.ts';
import { createDriftChecks } from './reports/driftChecks.ts';
import type { RunDriftCheck } from './reports/driftRunner.ts';
import { secretReader } from './serving/authenticatorFor.ts';
import { createExplanationService } from './serving/explanationService.ts';
import { createLiveServing, type LiveServing } from './serving/liveServing.ts';
import { createPredictionService } from './serving/predictionService.ts';
import { createShadowing } from './serving/shadowing.ts';
import { registerDriftTelemetry } from './telemetry/driftTelemetry.ts';
import { registerLiveTelemetry } from './telemetry/liveTelemetry.ts';
import { createTelemetry, type Telemetry } from './telemetry/telemetry.ts';

/** A predictor that serves. */
export interface RunningPredictor {
  readonly port: number;
  readonly internalPort: number | undefined;
  /** Runs a drift check on the captured rows now. */
  readonly runDriftCheck: RunDriftCheck;
  /** Rows captured since the last check began. */
  readonly newRows: () => number;
  /** When checks are due, as the newest configuration says. */
  readonly trigger: () => DriftTrigger;
  /** Lets requests finish, keeps the captured rows, stops. */
  close(): Promise<void>;
}

/**
 * Starts a predictor: loads the configuration, listens, watches for a new configuration, keeps the captured rows.
 *
 * @throws Error when the configuration cannot be read or an address cannot be listened on
 */
export async function startPredictor(placement: Placement, environment: Environment): Promise<RunningPredictor> {
  const { configDirectory } = placement;
  const validate = createValidator();
  // Where it cannot be told, reading the resource says why.
  const taken = await configVersion(configDirectory).catch(() => '');
  const monitor = await readMonitor(configDirectory, validate);
  const telemetry = createTelemetry({ modelmonitor: monitor.metadata.name });
  const log = countedLog(telemetry, environment);
  const parts: Parts = { monitor, placement, environment, telemetry, log };
  const driftChild = driftChildOf(parts);
  const [readSource, readSecret] = [sourceReader(configDirectory), secretReader(configDirectory)];
  const serving = await createLiveServing(monitor, { environment, log, readSource, readSecret, driftChild });
  const { checks, store } = await driftChecksOf(serving, driftChild, parts);
  registerLiveTelemetry(telemetry.registry, serving.live);
  const kept = await keptSnapshot(serving, parts);
  const podGate = await createPodGate({ configDirectory, log, now: environment.now });
  const outcomes = telemetry.tallies.reloads;
  const config = watchConfig({ configDirectory, taken, serving, podGate, validate, environment, outcomes, log });
  const stop = async () => {
    config.stop();
    await kept?.stop();
  };
  const listeners = await listenAll(placement, {
    telemetry,
    environment,
    live: serving.live,
    release,
    predict: predictService(serving, telemetry, environment),
    explain: createExplanationService({ state: () => serving.live().state, background: driftChild.background }),
    configurationError: config.error,
    podGate,
    runDriftCheck: checks.run,
    reports: store,
    log,
  }).catch(async (error: Error) => {
    await stop();
    throw error;
  });
  void serving.learnBins().then((known) => {
    if (monitor.spec.model.task === 'regression') telemetry.observeValues(valueBuckets(known));
  });
  return {
    ...listeners,
    runDriftCheck: checks.run,
    newRows: checks.newRows,
    trigger: () => planFor(serving.live().state.monitor, placement).drift.trigger,
    async close() {
      config.stop();
      await listeners.close();
      await stop();
    },
  };
}

/** What the parts of a predictor are made from. */
interface Parts {
  readonly monitor: ModelMonitor;
  readonly placement: Placement;
  readonly environment: Environment;
  readonly telemetry: Telemetry;
  readonly log: Log;
}

function countedLog({ tallies }: Telemetry, { now, writeLog }: Environment): Log {
  return (level, message, fields = {}) => {
    tallies.logLines.add([level]);
    writeLog({ time: new Date(now()), level, message, fields });
  };
}

function driftChildOf({ monitor, placement, environment }: Parts): DriftChild {
  const { configDirectory, dataDirectory } = placement;
  return createDriftChild({
    execPath: environment.execPath,
    mainPath: driftMainPath,
    configDirectory,
    timeoutMilliseconds: planFor(monitor, placement).drift.timeoutSeconds * 1000,
    ...(dataDirectory === undefined ? {} : { reportsDirectory: reportsDirectory(dataDirectory) }),
  });
}

/** Drift checks and, where there is a place for reports, their store and the metrics read from it. */
async function driftChecksOf(serving: LiveServing, driftChild: DriftChild, { monitor, placement, environment, telemetry, log }: Parts) {
  const { dataDirectory } = placement;
  const { history } = monitor.spec.drift;
  const store =
    dataDirectory === undefined
      ? undefined
      : fileReportStore(reportsDirectory(dataDirectory), { history, warn: (message) => log('warn', message) });
  const checks = await createDriftChecks({ live: serving.live, driftChild, store, log, now: environment.now });
  if (store !== undefined) registerDriftTelemetry({ registry: telemetry.registry, monitor: () => serving.live().state.monitor, ...checks });
  return { checks, store };
}

/** Keeps the captured rows on disk where there is a place for them. */
async function keptSnapshot(serving: LiveServing, { placement, environment, telemetry, log }: Parts): Promise<KeptSnapshot | undefined> {
  const { dataDirectory } = placement;
  if (dataDirectory === undefined) return undefined;
  const snapshot = createSnapshot({ path: snapshotPath(dataDirectory), outcomes: telemetry.tallies.snapshots, log, now: environment.now });
  return keepSnapshot({ snapshot, serving, environment, log });
}

function predictService(serving: LiveServing, telemetry: Telemetry, { later, monotonicSeconds }: Environment) {
  const shadow = createShadowing(telemetry.tallies.shadowPredictions, later);
  return createPredictionService({ live: serving.live, telemetry, shadow, monotonicSeconds });
}

/** Upper bounds for predicted values: the deciles of the reference's predictions, where it has them. */
function valueBuckets(bins: ReferenceBins | undefined): readonly number[] {
  const prediction = bins?.prediction;
  return prediction?.kind === 'numeric' ? prediction.edges : [];
}
