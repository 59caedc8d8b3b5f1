import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scrapedSamples, sumOf } from '../scrapedSamples.ts';
import type { TestAnswer } from '../testClient.ts';
import { constantForest, type TestMonitor, testFeatures, testMonitor, testVersion, writeConfiguration } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor, until } from '../testPredictor.ts';

const weighted = (v1: number, v2: number, more: TestMonitor = {}) =>
  testMonitor({ ...more, versions: [testVersion('v1', { traffic: v1 }), testVersion('v2', { traffic: v2 })] });

let predictor: TestPredictor;
afterEach(() => predictor.close());

const reloads = async (outcome: string) => sumOf(await predictor.metrics(), 'modelmonitor_config_reloads_total', { outcome });

/** Replaces the configuration and waits until it was looked at. */
async function configured(content: Parameters<TestPredictor['configure']>[0], outcome = 'taken'): Promise<void> {
  const before = await reloads(outcome);
  await predictor.configure(content);
  await until(async () => (await reloads(outcome)) > before);
}

async function answeredBy(requests: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let request = 0; request < requests; request++) {
    const { body } = await predictor.predict([44, 'clay', 12]);
    counts[body.version] = (counts[body.version] ?? 0) + 1;
  }
  return counts;
}

test('weights, thresholds and models change under traffic without one failed request', async () => {
  predictor = await startTestPredictor({ monitor: weighted(80, 20) });
  expect(await answeredBy(100)).toEqual({ v1: 80, v2: 20 });
  const answers: TestAnswer[] = [];
  const traffic = { goesOn: true };
  const client = async () => {
    while (traffic.goesOn) answers.push(await predictor.predict([44, 'clay', 12]));
  };
  const clients = Promise.all([client(), client(), client(), client()]);
  await configured({ monitor: weighted(30, 70) });
  await configured({ monitor: weighted(30, 70, { alerts: { latency: { slaSeconds: 7 } } }) });
  await configured({
    monitor: weighted(50, 50),
    files: { 'configmaps/v1/model.json': constantForest(1), 'configmaps/v2/model.json': constantForest(0) },
  });
  await until(() => answers.length > 200);
  traffic.goesOn = false;
  await clients;
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect(await answeredBy(100)).toEqual({ v1: 50, v2: 50 });
  const { body } = await predictor.predict([44, 'clay', 12], { version: 'v1' });
  expect(body.prediction).toBe('white');
  const scrape = await predictor.metrics();
  expect(sumOf(scrape, 'modelmonitor_captured_total')).toBe(sumOf(scrape, 'modelmonitor_predictions_total'));
  expect(sumOf(scrape, 'modelmonitor_capture_rows')).toBe(Math.min(10_000, sumOf(scrape, 'modelmonitor_captured_total')));
});

test('the newest service level applies', async () => {
  predictor = await startTestPredictor({ monitor: weighted(80, 20, { alerts: { latency: { slaSeconds: 9, p95Seconds: 5 } } }) });
  const thresholds = async () =>
    scrapedSamples(await predictor.metrics())
      .filter(({ name }) => name === 'modelmonitor_latency_threshold_seconds')
      .map(({ labels, value }) => `${labels['kind']} ${value}`);
  expect(await thresholds()).toEqual(['p95 5', 'sla 9']);
  await configured({ monitor: weighted(80, 20, { alerts: { latency: { slaSeconds: 0.000_001, p95Seconds: 0.000_000_1 } } }) });
  await answeredBy(3);
  expect(sumOf(await predictor.metrics(), 'modelmonitor_sla_breaches_total')).toBe(3);
});

const bearer = { auth: { bearer: { secretRef: { name: 'tokens', key: 'token' } } } };

const token = (text: string) => ({ 'secrets/tokens/token': text });
const statusWith = async (text: string) =>
  (await predictor.post('/predict', { features: [1, 'clay', 1] }, { authorization: `Bearer ${text}` })).status;

test('a changed Secret changes the accepted credentials immediately, without a restart', async () => {
  predictor = await startTestPredictor({ monitor: weighted(80, 20, { serving: bearer }), files: token('first-first-first') });
  expect([await statusWith('first-first-first'), await statusWith('second-second-second')]).toEqual([200, 401]);
  await configured({ monitor: weighted(80, 20, { serving: bearer }), files: token('second-second-second') });
  expect([await statusWith('first-first-first'), await statusWith('second-second-second')]).toEqual([401, 200]);
});

test('credentials in a directory of their own change with it, and everything else changes without it', async () => {
  const clientsDirectory = await mkdtemp(join(tmpdir(), 'modelmonitor-clients-'));
  const monitor = weighted(80, 20, { serving: bearer });
  await writeConfiguration(clientsDirectory, 1, { monitor, files: token('first-first-first') });
  predictor = await startTestPredictor({ monitor, clientsDirectory });
  expect([await statusWith('first-first-first'), await statusWith('second-second-second')]).toEqual([200, 401]);
  const before = await reloads('taken');
  await writeConfiguration(clientsDirectory, 2, { monitor, files: token('second-second-second') });
  await until(async () => (await reloads('taken')) > before);
  expect([await statusWith('first-first-first'), await statusWith('second-second-second')]).toEqual([401, 200]);
  await configured({ monitor: weighted(30, 70, { serving: bearer }) });
  expect((await predictor.get('/readyz')).body).not.toHaveProperty('configurationError');
  expect(await statusWith('second-second-second')).toBe(200);
  await rm(clientsDirectory, { recursive: true });
});

test.each([
  { name: 'no JSON', monitor: '{', error: 'monitor.json is not JSON' },
  { name: 'not valid', monitor: weighted(80, 30), error: 'traffic of the non-shadow versions must sum to 100, got 110' },
  {
    name: 'without the Secret it names',
    monitor: weighted(80, 20, { serving: bearer }),
    error: 'expected Secret tokens with the key token',
  },
])(
  'a configuration that is $name is refused and reported; the previous one continues to serve until a valid one arrives',
  async ({ monitor, error }) => {
    predictor = await startTestPredictor({ monitor: weighted(80, 20) });
    await configured({ monitor }, 'refused');
    expect((await predictor.get('/readyz')).body).toMatchObject({ ready: true, configurationError: expect.stringContaining(error) });
    expect(await answeredBy(100)).toEqual({ v1: 80, v2: 20 });
    await configured({ monitor: weighted(10, 90) });
    expect((await predictor.get('/readyz')).body).not.toHaveProperty('configurationError');
    expect(await answeredBy(100)).toEqual({ v1: 10, v2: 90 });
  },
);

const previous = async () => sumOf(await predictor.metrics(), 'modelmonitor_model_serving_previous', { version: 'v1' });

test('a model that no longer loads leaves the one before answering, which is reported until it loads again', async () => {
  predictor = await startTestPredictor({ monitor: weighted(80, 20) });
  await configured({ monitor: weighted(80, 20), files: { 'configmaps/v1/model.json': '{"torn":' } });
  expect(await answeredBy(100)).toEqual({ v1: 80, v2: 20 });
  expect([sumOf(await predictor.metrics(), 'modelmonitor_model_loaded', { version: 'v1' }), await previous()]).toEqual([1, 1]);
  const error = expect.stringContaining('JSON');
  expect((await predictor.get('/readyz')).body.versions[0]).toEqual({ name: 'v1', loaded: true, previous: true, error });
  expect((await predictor.get('/status')).body.versions[0]).toMatchObject({ loaded: true, previous: true, error });
  expect(predictor.logText()).toContain('version v1 continues with its earlier model');
  await configured({ monitor: weighted(80, 20), files: { 'configmaps/v1/model.json': constantForest(1) } });
  expect((await predictor.predict([44, 'clay', 12], { version: 'v1' })).body.prediction).toBe('white');
  expect(await previous()).toBe(0);
});

test('a model that does not reproduce its recorded predictions does not replace the one before', async () => {
  const verify = { source: { configMap: { name: 'v1', key: 'verify.json' } } };
  const rows = { rows: [{ features: { driver_number: 44, soil: 'clay' }, prediction: 'red' }] };
  const monitor = testMonitor({ versions: [testVersion('v1', { verify })] });
  predictor = await startTestPredictor({ monitor, files: { 'configmaps/v1/verify.json': rows } });
  const before = (await predictor.get('/v2/models/tested')).body.parameters;
  await configured({ monitor, files: { 'configmaps/v1/verify.json': rows, 'configmaps/v1/model.json': constantForest(1) } });
  expect((await predictor.predict([44, 'clay', 12])).body.prediction).toBe('red');
  expect((await predictor.get('/v2/models/tested')).body.parameters).toEqual(before);
  const [{ error }] = (await predictor.get('/readyz')).body.versions;
  expect(error).toContain('verify row 1 of 1: expected class "red", got "white"');
});

const captureAccount = async () => {
  const scrape = await predictor.metrics();
  return {
    rows: sumOf(scrape, 'modelmonitor_capture_rows'),
    captured: sumOf(scrape, 'modelmonitor_captured_total'),
    modelChanged: sumOf(scrape, 'modelmonitor_capture_evicted_total', { reason: 'model_changed' }),
    full: sumOf(scrape, 'modelmonitor_capture_evicted_total', { reason: 'rows' }),
  };
};

const moreSoils = { 'configmaps/v1/model.json': constantForest(0, { categories: { soil: ['loam', 'clay'] } }) };

test.each([
  { name: 'other weights keep the rows', to: { monitor: weighted(50, 50) }, rows: 5, modelChanged: 0, full: 0 },
  {
    name: 'a smaller buffer keeps the newest',
    to: { monitor: weighted(80, 20, { capture: { maxRows: 2 }, drift: { window: { maxRows: 2, minRows: 1 } } }) },
    rows: 2,
    modelChanged: 0,
    full: 3,
  },
  {
    name: 'a model with more categories keeps the rows',
    to: { monitor: weighted(80, 20), files: moreSoils },
    rows: 5,
    modelChanged: 0,
    full: 0,
  },
  {
    name: 'another set of features starts with an empty buffer',
    to: { monitor: weighted(80, 20, { features: [{ ...testFeatures[0], range: { min: 0, max: 99 } }, ...testFeatures.slice(1)] }) },
    rows: 0,
    modelChanged: 5,
    full: 0,
  },
  {
    name: 'a feature that is redacted from now on starts with an empty buffer',
    to: { monitor: weighted(80, 20, { capture: { redact: ['soil'] } }) },
    rows: 0,
    modelChanged: 5,
    full: 0,
  },
])('$name, and labels join exactly the rows that are kept', async ({ to, rows, modelChanged, full }) => {
  predictor = await startTestPredictor({ monitor: weighted(80, 20) });
  const ids: string[] = [];
  for (const id of [undefined, 'order', undefined, undefined, 'last'])
    ids.push((await predictor.predict([1, 'clay', 1], id === undefined ? {} : { id })).body.id);
  await configured(to);
  expect(await captureAccount()).toEqual({ rows, modelChanged, full, captured: 5 });
  const { body } = await predictor.post(
    '/feedback',
    ids.map((id) => ({ id, actual: 'red' })),
  );
  expect(body).toEqual({ received: 5, joined: rows, changed: 0, missing: 0, unknown: ids.slice(0, 5 - rows) });
});

test('a configuration written while the first one was loaded is applied too', async () => {
  predictor = await startTestPredictor({ monitor: weighted(80, 20), drift: { seconds: 2 }, whileLoading: { monitor: weighted(0, 100) } });
  await until(async () => (await reloads('taken')) === 1);
  expect(await answeredBy(10)).toEqual({ v2: 10 });
});
