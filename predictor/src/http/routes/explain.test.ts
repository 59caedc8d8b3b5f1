import { constantForest, testMonitor, testVersion } from '../../testConfiguration.ts';
import { startTestPredictor, type TestPredictor, type TestPredictorOptions, until } from '../../testPredictor.ts';

/** Two trees split on the driver's number, one on the soil, one on nothing. */
const splitting = constantForest(0, {
  trees: [
    { feature: [0, -1, -1], value: [25.5, 0, 1] },
    { feature: [0, -1, -1], value: [25.5, 0, 1] },
    { feature: [1, -1, -1], value: [0.5, 1, 0] },
    { feature: [-1], value: [0] },
  ],
});
/** Half of the rows on each side of either question. */
const background = {
  rows: 4,
  features: { driver_number: [1, 2, 30, 40], soil: ['clay', 'sand', 'clay', null], alcohol: [null, 10, 11, 12] },
};
const row = { driver_number: 30, soil: 'clay', alcohol: 12 };

let predictor: TestPredictor;
const start = async (options: TestPredictorOptions = {}) => {
  predictor = await startTestPredictor({ files: { 'configmaps/v1/model.json': splitting }, drift: { background }, ...options });
  return predictor;
};
const explain = (features: unknown, more: object = {}) => predictor.post('/explain', { features, ...more });

afterEach(() => predictor.close());

test('contains the contribution of each feature to the probability of the predicted class', async () => {
  await start();
  const { status, body } = await explain(row, { id: 'order-7' });
  expect(status).toBe(200);
  // White gets two votes with the number and one with the soil, each with probability 1/2 over the background.
  expect(body).toEqual({
    prediction: 'white',
    scale: 'probability',
    output: 'white',
    base: 0.375,
    contributions: { driver_number: expect.closeTo(0.25, 12), soil: expect.closeTo(0.125, 12), alcohol: 0 },
    method: 'exact',
    model: 'tested',
    version: 'v1',
    id: 'order-7',
  });
  const { probabilities } = (await predictor.predict(row, { version: 'v1' })).body;
  expect(probabilities.white).toBeCloseTo(0.75, 12);
});

test('the reference itself is the background, read once', async () => {
  await start({ drift: 'real' });
  const { status, body } = await explain([30, 'clay', null]);
  expect([status, body.prediction]).toEqual([200, 'white']);
  const sum = body.base + Object.values<number>(body.contributions).reduce((total, value) => total + value, 0);
  expect(sum).toBeCloseTo(0.75, 9);
  expect((await explain([30, 'clay', null])).body).toEqual(body);
});

test('accepts a version by name, and without one does not count in the traffic split', async () => {
  await start();
  expect((await explain(row, { version: 'v2' })).body).toMatchObject({ prediction: 'white', base: 1, version: 'v2' });
  const versions = new Set<string>();
  for (let request = 0; request < 10; request++) versions.add((await explain(row)).body.version);
  expect([...versions]).toEqual(['v1']);
  expect(await predictor.metrics()).not.toMatch(/^modelmonitor_predictions_total\{.* [1-9]/m);
});

test('a reload explains the new model', async () => {
  await start();
  await explain(row);
  await predictor.configure({
    monitor: testMonitor({ versions: [testVersion('v3', { traffic: 100 }), testVersion('v1', { traffic: 0 })] }),
    files: { 'configmaps/v1/model.json': splitting, 'configmaps/v3/model.json': constantForest(1) },
  });
  await until(async () => (await explain(row)).body.version === 'v3');
  expect((await explain(row)).body).toMatchObject({ base: 1, contributions: { driver_number: 0, soil: 0, alcohol: 0 } });
});

test.each([
  { name: 'a row as /predict does', features: { ...row, driver_number: 100 }, more: {}, status: 422, kind: 'out_of_range' },
  { name: 'a member it does not know', features: row, more: { colour: 1 }, status: 422, kind: 'wrong_shape' },
  { name: 'a version it does not know', features: row, more: { version: 'v9' }, status: 404, kind: 'unknown_version' },
])('refuses $name', async ({ features, more, status, kind }) => {
  await start();
  expect((await explain(features, more)).body).toMatchObject({ status, type: `urn:modelmonitor:problem:${kind}` });
});

test.each<{ name: string; options: TestPredictorOptions; status: number; kind: string }>([
  {
    name: 'a reference without a feature, such as a redacted one',
    options: { drift: { background: { rows: 1, features: { driver_number: [1], soil: ['clay'] } } } },
    status: 501,
    kind: 'not_explainable',
  },
  { name: 'a reference that cannot be read', options: { drift: {} }, status: 503, kind: 'no_background' },
])('refuses to explain $name', async ({ options, status, kind }) => {
  await start(options);
  const { body } = await explain(row);
  expect(body).toMatchObject({ status, type: `urn:modelmonitor:problem:${kind}` });
  expect(body.detail).toMatch(/reference/);
});

test('a model without exact contributions is explained by permutations of the features, and says so', async () => {
  const trees = [{ feature: [0, -1, -1], value: [25.5, 10, 20] }];
  await start({
    monitor: testMonitor({ task: 'regression', target: { name: 'price' }, versions: [testVersion('v1')] }),
    files: { 'configmaps/v1/model.json': constantForest(0, { task: 'regression', aggregation: 'median', classes: [], trees }) },
  });
  const { body } = await explain(row);
  expect(body).toEqual({
    prediction: 20,
    scale: 'value',
    base: 15,
    contributions: { driver_number: 5, soil: 0, alcohol: 0 },
    method: 'permutation',
    permutations: 32,
    model: 'tested',
    version: 'v1',
  });
  expect((await explain(row)).body).toEqual(body);
});
