import { randomBytes } from 'node:crypto';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { createValidator } from '@modelmonitor/api';
import { systemEnvironment } from '@modelmonitor/predictor';
import type { AppOptions } from '../../../predictor/src/http/createApp.ts';
import { createEventReceiver } from '../../../predictor/src/serving/eventReceiver.ts';
import { createLiveServing } from '../../../predictor/src/serving/liveServing.ts';
import { createPredictionService, type Live } from '../../../predictor/src/serving/predictionService.ts';
import { createRecentTraffic } from '../../../predictor/src/telemetry/recentTraffic.ts';
import { createTelemetry } from '../../../predictor/src/telemetry/telemetry.ts';
import { createSources } from '../../../sources/src/createSources.ts';
import { readMonitor } from '../../../sources/src/readMonitor.ts';

/** Parts that a benchmark replaces. */
export type ReplacedParts = (parts: { live: Live; telemetry: AppOptions['telemetry']; recent: AppOptions['recent'] }) => typeof parts;

/** The parts of the product's application for a configuration directory, without reports, explanations and live features. */
export async function predictorParts(configDirectory: string, replace: ReplacedParts = (parts) => parts): Promise<AppOptions> {
  const monotonicSeconds = () => performance.now() / 1000;
  const environment = systemEnvironment({
    now: Date.now,
    monotonicMilliseconds: () => performance.now(),
    random: Math.random,
    randomBytes,
    sleep: (milliseconds) => setTimeout(milliseconds, undefined, { ref: false }),
    execPath: process.execPath,
    writeLog: () => undefined,
  });
  const monitor = await readMonitor(configDirectory, createValidator());
  const sources = createSources({ configDirectory }, environment);
  const serving = await createLiveServing(monitor, {
    environment,
    log: () => undefined,
    sources,
    driftChild: { bins: () => Promise.reject(new Error('no live features here')) },
  });
  const parts = replace({
    live: { ...serving.live(), features: undefined },
    telemetry: createTelemetry({ modelmonitor: monitor.metadata.name }),
    recent: createRecentTraffic(monotonicSeconds),
  });
  const { telemetry, recent } = parts;
  const live = () => parts.live;
  return {
    telemetry,
    recent,
    host: '127.0.0.1',
    live,
    predict: createPredictionService({ live, telemetry, shadow: () => undefined, monotonicSeconds, turn: () => setImmediate() }),
    events: createEventReceiver({ live, telemetry, monotonicSeconds }),
    joinLabels: () => Promise.reject(new Error('no labels here')),
    store: { client: () => undefined },
    storeSummary: () => {
      throw new Error('no status here');
    },
    explain: () => Promise.reject(new Error('no explanations here')),
    isClosing: () => false,
    configurationError: () => undefined,
    missing: () => undefined,
    unsupported: () => [],
    runDriftCheck: undefined,
    reports: undefined,
    release: 'benchmark',
    monotonicSeconds,
    turn: () => setImmediate(),
    now: environment.now,
    withMetrics: true,
    logError: () => undefined,
  };
}
