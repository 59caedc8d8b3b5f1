import { sumOf } from '../scrapedSamples.ts';
import { constantForest, testMonitor, testVersion } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor, until } from '../testPredictor.ts';

let predictor: TestPredictor;
afterEach(() => predictor.close());

const versions = [testVersion('v1', { traffic: 100 })];
const predict = (more: Readonly<Record<string, string>> = {}) => predictor.post('/predict', { features: [1, 'clay', 1] }, more);
const ready = async () => (await predictor.get('/readyz')).body;

/** Replaces the configuration and waits until it was looked at. */
async function configured(content: Parameters<TestPredictor['configure']>[0], outcome: 'taken' | 'refused'): Promise<void> {
  const reloads = async () => sumOf(await predictor.metrics(), 'modelmonitor_config_reloads_total', { outcome });
  const before = await reloads();
  await predictor.configure(content);
  await until(async () => (await reloads()) > before);
}

test.each([
  { name: 'a key that goes', changed: testVersion('v1', { source: { configMap: { name: 'v1', key: 'gone.json' } } }) },
  { name: 'a ConfigMap that goes', changed: testVersion('v1', { source: { configMap: { name: 'gone', key: 'model.json' } } }) },
])('$name leaves the model that was loaded', async ({ changed }) => {
  predictor = await startTestPredictor({ monitor: testMonitor({ versions }) });
  await configured({ monitor: testMonitor({ versions: [changed] }) }, 'taken');
  expect((await predict()).status).toBe(200);
  expect((await ready()).versions).toEqual([{ name: 'v1', loaded: true, previous: true, error: expect.stringContaining('expected') }]);
});

const others = [{ name: 'other', type: 'numeric' }];
const torn = { 'configmaps/v1/model.json': '{"torn":' };

test('other features of which no version has a model are not taken: the previous configuration serves until a model of them comes', async () => {
  predictor = await startTestPredictor({ monitor: testMonitor({ versions }) });
  const changed = testMonitor({ versions, features: others, alerts: { latency: { slaSeconds: 7 } } });
  await configured({ monitor: changed, files: torn }, 'refused');
  expect((await predict()).body.prediction).toBe('red');
  expect(await ready()).toMatchObject({ ready: true, configurationError: expect.stringContaining('no version of tested is loaded: v1: ') });
  const model = constantForest(1, { features: ['other'], categories: {} });
  await configured({ monitor: changed, files: { 'configmaps/v1/model.json': model } }, 'taken');
  expect((await predictor.post('/predict', { features: [1] })).body.prediction).toBe('white');
  expect(await ready()).not.toHaveProperty('configurationError');
});

test('such a configuration is tried again by itself, since a source may have been down', async () => {
  predictor = await startTestPredictor({ monitor: testMonitor({ versions }) });
  await configured({ monitor: testMonitor({ versions, features: others }), files: torn }, 'refused');
  const refused = async () => sumOf(await predictor.metrics(), 'modelmonitor_config_reloads_total', { outcome: 'refused' });
  await until(async () => (await refused()) > 2);
  // The same reason is logged once.
  expect(predictor.log.filter(({ message }) => message.startsWith('the new configuration cannot be applied'))).toHaveLength(1);
});

const bearer = { auth: { bearer: { secretRef: { name: 'tokens', key: 'token' } } } };
const token = { 'secrets/tokens/token': 'first-first-first' };
const admitted = { authorization: 'Bearer first-first-first' };

test('credentials stay in force while their Secret is missing, and the rest of the configuration is taken', async () => {
  predictor = await startTestPredictor({ monitor: testMonitor({ versions, serving: bearer }), files: token });
  const both = [testVersion('v1', { traffic: 0 }), testVersion('v2', { traffic: 100 })];
  await configured({ monitor: testMonitor({ versions: both, serving: bearer }) }, 'taken');
  expect((await ready()).configurationError).toMatch(/^the credentials in force stay: expected Secret tokens with the key token/);
  expect([(await predict()).status, (await predict(admitted)).status]).toEqual([401, 200]);
  expect((await predict(admitted)).body.prediction).toBe('white');
  await configured({ monitor: testMonitor({ versions: both, serving: bearer }), files: token }, 'taken');
  expect(await ready()).not.toHaveProperty('configurationError');
});

test('credentials that a configuration adds are in force even where its models cannot be loaded', async () => {
  predictor = await startTestPredictor({ monitor: testMonitor({ versions }) });
  await configured({ monitor: testMonitor({ versions, features: others, serving: bearer }), files: { ...torn, ...token } }, 'refused');
  expect([(await predict()).status, (await predict(admitted)).status]).toEqual([401, 200]);
});

test('newer models are looked for while the Secret of the credentials is missing', async () => {
  const refreshed = [testVersion('v1', { traffic: 100, refresh: { every: '10s' } })];
  predictor = await startTestPredictor({ monitor: testMonitor({ versions: refreshed, serving: bearer }), files: token });
  await configured({ monitor: testMonitor({ versions: refreshed, serving: bearer }) }, 'taken');
  const looked = performance.now() + 1000;
  await until(() => performance.now() > looked);
  expect((await predict(admitted)).status).toBe(200);
});
