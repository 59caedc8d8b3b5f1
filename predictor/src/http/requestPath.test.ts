import { Session } from 'node:inspector/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTestPredictor, type TestPredictor, until } from '../testPredictor.ts';

const source = join(import.meta.dirname, '..');

/** The way of `POST /predict` from the socket to the response and the captured row, in order. */
const path = [
  'http/createApp.ts',
  'http/exchange.ts',
  'http/routes/predict.ts',
  'contract/rowReader.ts',
  'serving/predictionService.ts',
  'serving/trafficSplit.ts',
  'telemetry/telemetry.ts',
  'telemetry/liveFeatures.ts',
  'capture/capture.ts',
  'capture/keepRows.ts',
  'capture/captureRing.ts',
  'telemetry/recentTraffic.ts',
];

/** Who may send and when, what holds the newest configuration and the store, and the clock. */
const surroundings = [
  'http/rateLimit.ts',
  'http/responsesInTurn.ts',
  'http/strangers.ts',
  'serving/liveServing.ts',
  'store/liveStore.ts',
  'systemEnvironment.ts',
];

/** Tests, timers that run meanwhile (configuration, newer models, late bodies, the store), sockets that open and close, and the counters, which any of these files may increment. */
const beside =
  /^config\/|^serving\/refreshVersions\.ts$|^http\/(listen|lateBodies|trackConnections)\.ts$|^store\/(keep\w+|watch\w+|restoreRows|rowsAndLabels|untilWritten)\.ts$|^telemetry\/tally\.ts$|(^|\/)test[A-Z]|\.test\.ts$/;

let predictor: TestPredictor;
beforeAll(async () => {
  predictor = await startTestPredictor({ drift: 'real' });
  await until(async () => /feature_values_total\{/.test(await predictor.metrics()));
  await predictor.predict([1, 'clay', 12]);
});
afterAll(() => predictor.close());

test('an answered prediction runs through exactly these files, at most a dozen', async () => {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await session.post('Profiler.takePreciseCoverage');
  expect((await predictor.predict([1, 'clay', 12])).status).toBe(200);
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  const executed = result
    .filter(({ functions }) => functions.some(({ ranges }) => ranges.some(({ count }) => count > 0)))
    .flatMap(({ url }) => (url.startsWith('file:') ? [relative(source, fileURLToPath(url))] : []))
    .filter((file) => !file.startsWith('..') && !beside.test(file));
  expect([...new Set(executed)].sort()).toEqual([...path, ...surroundings].sort());
  expect(path.length).toBeLessThanOrEqual(12);
});
