import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createValidator } from '@modelmonitor/api';
import { systemEnvironment } from '@modelmonitor/predictor';
import type { Capture } from '../../../predictor/src/capture/capture.ts';
import { createApp } from '../../../predictor/src/http/createApp.ts';
import { listen } from '../../../predictor/src/http/listen.ts';
import { secretReader } from '../../../predictor/src/serving/authenticatorFor.ts';
import { createLiveServing } from '../../../predictor/src/serving/liveServing.ts';
import { createPredictionService } from '../../../predictor/src/serving/predictionService.ts';
import { createRecentTraffic } from '../../../predictor/src/telemetry/recentTraffic.ts';
import { createTelemetry, type Telemetry } from '../../../predictor/src/telemetry/telemetry.ts';
import { readMonitor } from '../../../sources/src/readMonitor.ts';
import { sourceReader } from '../../../sources/src/readSource.ts';

// The product's application without capture and without metrics, to see what they cost; no product feature. Usage: DIR PORT.
const [configDirectory = '', port = ''] = process.argv.slice(2);
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
const serving = await createLiveServing(monitor, {
  environment,
  log: () => undefined,
  readSource: sourceReader(configDirectory),
  readSecret: secretReader(configDirectory),
  driftChild: { bins: () => Promise.reject(new Error('no live features here')) },
});
const silent = { ...serving.live(), capture: withoutCapture(serving.live().capture), features: undefined };
const live = () => silent;
const nothing = () => undefined;
const telemetry: Telemetry = {
  ...createTelemetry({ modelmonitor: monitor.metadata.name }),
  countExchange: nothing,
  countPrediction: nothing,
  countRefusal: nothing,
};
const app = createApp({
  telemetry,
  recent: { ...createRecentTraffic(monotonicSeconds), add: nothing },
  live,
  predict: createPredictionService({ live, telemetry, shadow: nothing, monotonicSeconds }),
  explain: () => Promise.reject(new Error('no explanations here')),
  configurationError: nothing,
  unsupported: () => [],
  runDriftCheck: undefined,
  reports: undefined,
  release: 'benchmark',
  monotonicSeconds,
  now: environment.now,
  withMetrics: true,
  logError: nothing,
});
await listen(app.callback(), { host: '127.0.0.1', port: Number(port), graceMilliseconds: 1000 });

/** Gives ids and keeps nothing. */
function withoutCapture(capture: Capture): Capture {
  return {
    ...capture,
    record({ predictions }) {
      const first = capture.ids.take(predictions.values.length);
      return (row) => capture.ids.idOf(first + row);
    },
  };
}
