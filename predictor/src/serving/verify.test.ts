import { constantForest, testMonitor, testVersion } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor } from '../testPredictor.ts';

let predictor: TestPredictor;
afterEach(() => predictor.close());

const verifying = { verify: { source: { configMap: { name: 'v2', key: 'verify.json' } } } };
const monitor = testMonitor({ versions: [testVersion('v1', { traffic: 80 }), testVersion('v2', { traffic: 20, ...verifying })] });
const rows = (prediction: string) => ({
  rows: [{ features: { driver_number: 44, soil: 'clay', alcohol: null }, prediction, probabilities: { [prediction]: 1 } }],
});

test('a version that reproduces its recorded predictions serves', async () => {
  predictor = await startTestPredictor({ monitor, files: { 'configmaps/v2/verify.json': rows('white') } });
  expect((await predictor.predict([44, 'clay', 12], { version: 'v2' })).body.prediction).toBe('white');
});

test('a version that does not is not loaded, and the others take its traffic', async () => {
  predictor = await startTestPredictor({ monitor, files: { 'configmaps/v2/verify.json': rows('red') } });
  const { versions } = (await predictor.get('/readyz')).body;
  expect(versions).toEqual([
    { name: 'v1', loaded: true },
    {
      name: 'v2',
      loaded: false,
      error:
        'the model does not reproduce its recorded predictions: verify row 1 of 1: expected probability 1 of class "red" (± 0.00001), got 0',
    },
  ]);
  expect((await predictor.predict([44, 'clay', 12])).body.version).toBe('v1');
});

test('rows that cannot be read are reported with their ConfigMap', async () => {
  predictor = await startTestPredictor({ monitor, files: { 'configmaps/v2/model.json': constantForest(1) } });
  expect((await predictor.get('/readyz')).body.versions[1].error).toContain('expected ConfigMap v2 with the key verify.json, but ');
});
