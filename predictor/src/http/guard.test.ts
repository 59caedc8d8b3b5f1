import { sumOf } from '../scrapedSamples.ts';
import { testMonitor, testVersion } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor } from '../testPredictor.ts';

const bearer = { bearer: { secretRef: { name: 'tokens', key: 'token' } } };

describe('with credentials required', () => {
  let predictor: TestPredictor;
  beforeAll(async () => {
    predictor = await startTestPredictor({
      monitor: testMonitor({ serving: { auth: bearer } }),
      files: { 'secrets/tokens/token': 'opensesame-opensesame\n' },
    });
  });
  afterAll(() => predictor.close());

  test.each(['/predict', '/predict/batch', '/explain', '/v2/models/tested/infer', '/feedback', '/generate_reports'])(
    'POST %s requires them',
    async (path) => {
      const refused = await predictor.post(path, {}, { authorization: 'Bearer wrong' });
      expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer realm="modelmonitor"']);
      expect((await predictor.post(path, {})).status).toBe(401);
      expect((await predictor.post(path, {}, { authorization: 'Bearer opensesame-opensesame' })).status).not.toBe(401);
    },
  );

  test.each(['/reports', '/reports/latest', '/openapi.json', '/status'])('GET %s requires them', async (path) => {
    expect((await predictor.get(path)).status).toBe(401);
  });

  test.each(['/healthz', '/readyz', '/metrics', '/'])('GET %s does not', async (path) => {
    expect((await predictor.get(path)).status).toBe(200);
  });

  test('refused predictions are counted, the token is in no response and no log', async () => {
    const metrics = await predictor.metrics();
    expect(sumOf(metrics, 'modelmonitor_prediction_errors_total', { error_type: 'unauthorized' })).toBe(6);
    expect(metrics + predictor.logText()).not.toContain('opensesame');
  });
});

test('clients of feedbackAuth may send labels and nothing else, those of auth anything else', async () => {
  const predictor = await startTestPredictor({
    monitor: testMonitor({ serving: { auth: bearer, feedbackAuth: { bearer: { secretRef: { name: 'labels', key: 'token' } } } } }),
    files: { 'secrets/tokens/token': 'opensesame-opensesame\n', 'secrets/labels/token': 'labels-labels-labels\n' },
  });
  const [callers, labellers] = ['opensesame-opensesame', 'labels-labels-labels'].map((token) => ({ authorization: `Bearer ${token}` }));
  const label = [{ id: 'a', actual: 'red' }];
  for (const path of ['/feedback', '/feedback/']) {
    const statuses = await Promise.all(
      [callers, labellers, {}].map(async (headers) => (await predictor.post(path, label, headers)).status),
    );
    expect([path, ...statuses]).toEqual([path, 401, 200, 401]);
  }
  const csv = { method: 'POST', path: '/feedback', body: 'id,actual\na,red\n' };
  for (const [headers, status] of [
    [callers, 401],
    [labellers, 200],
  ] as const)
    expect((await predictor.send({ ...csv, headers: { ...headers, 'content-type': 'text/csv' } })).status).toBe(status);
  for (const path of ['/predict', '/predict/batch', '/explain', '/v2/models/tested/infer', '/generate_reports']) {
    expect([path, (await predictor.post(path, {}, labellers)).status]).toEqual([path, 401]);
    expect((await predictor.post(path, {}, callers)).status).not.toBe(401);
  }
  expect([(await predictor.get('/status', labellers)).status, (await predictor.get('/status', callers)).status]).toEqual([401, 200]);
  await predictor.close();
});

test('feedbackAuth alone leaves predictions open', async () => {
  const predictor = await startTestPredictor({
    monitor: testMonitor({ serving: { feedbackAuth: bearer } }),
    files: { 'secrets/tokens/token': 'opensesame-opensesame\n' },
  });
  expect([(await predictor.predict([1, 'clay', 1])).status, (await predictor.post('/feedback', [])).status]).toEqual([200, 401]);
  await predictor.close();
});

test('rows beyond rowsPerSecond get 429 on every route that predicts', async () => {
  const predictor = await startTestPredictor({ monitor: testMonitor({ serving: { limits: { rowsPerSecond: 0.001 } } }) });
  const features = [1, 'clay', 1];
  expect((await predictor.post('/predict/batch', { instances: [features, features] })).status).toBe(200);
  const inputs = [{ name: 'predict', shape: [1, 3], datatype: 'BYTES', data: ['1', 'clay', '1'] }];
  for (const [path, body] of [
    ['/predict', { features }],
    ['/predict/batch', { instances: [features] }],
    ['/explain', { features }],
    ['/v2/models/tested/infer', { inputs }],
  ] as const) {
    const refused = await predictor.post(path, body);
    expect([path, refused.status, Number(refused.headers['retry-after']) > 1000]).toEqual([path, 429, true]);
  }
  expect((await predictor.post('/feedback', [{ id: 'a', actual: 'red' }])).status).toBe(200);
  await predictor.close();
});

test('an id in the form of those that the server gives cannot be chosen, on any route', async () => {
  const predictor = await startTestPredictor();
  const { id } = (await predictor.predict([1, 'clay', 1])).body;
  const features = [1, 'clay', 1];
  const inputs = [{ name: 'predict', shape: [1, 3], datatype: 'BYTES', data: ['1', 'clay', '1'] }];
  for (const chosen of [id, id.replace(/-\w+/, '-zz')])
    for (const [path, body] of [
      ['/predict', { features, id: chosen }],
      ['/predict/batch', { instances: [features], id: chosen }],
      ['/v2/models/tested/infer', { inputs, id: chosen }],
    ] as const) {
      const { status, body: problem } = await predictor.post(path, body);
      expect([path, status, problem.errors]).toEqual([path, 422, [expect.objectContaining({ pointer: '/id', kind: 'wrong_parameter' })]]);
    }
  const order = await predictor.predict(features, { id: 'order-7' });
  expect([order.body.id, (await predictor.post('/feedback', { id: 'order-7', actual: 'red' })).body.joined]).toEqual(['order-7', 1]);
  const guessed = ['0', '1', '2', '3']
    .map((number) => ({ id: id.replace(/-\w+/, `-${number}`), actual: 'red' }))
    .filter((label) => label.id !== id);
  expect((await predictor.post('/feedback', guessed)).body).toMatchObject({ joined: 0, unknown: guessed.map((label) => label.id) });
  await predictor.close();
});

test('a missing Secret stops the start with its name', async () => {
  await expect(startTestPredictor({ monitor: testMonitor({ serving: { auth: bearer } }) })).rejects.toThrow(
    /^expected Secret tokens with the key token, but \S+secrets\/tokens\/token does not exist$/,
  );
});

test('beyond the rate 429 has Retry-After, and health is still answered', async () => {
  const predictor = await startTestPredictor({ monitor: testMonitor({ serving: { limits: { requestsPerSecond: 0.001 } } }) });
  expect((await predictor.predict([1, 'clay', 1])).status).toBe(200);
  const refused = await predictor.predict([1, 'clay', 1]);
  expect(refused.body).toMatchObject({ type: 'urn:modelmonitor:problem:too_many_requests', status: 429 });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(900);
  expect((await predictor.get('/healthz')).status).toBe(200);
  await predictor.close();
});

test('without any version 503 refers to /readyz, which shows why, and the process stays alive', async () => {
  const predictor = await startTestPredictor({
    monitor: testMonitor({ versions: [testVersion('v1')] }),
    files: { 'configmaps/v1/model.json': '{"inside": "of the file"}' },
  });
  const { status, body } = await predictor.predict([1, 'clay', 1]);
  expect([status, body.detail]).toEqual([503, 'GET /readyz shows which versions are not loaded, and why']);
  const ready = await predictor.get('/readyz');
  expect([ready.status, ready.body.ready]).toEqual([503, false]);
  expect((await predictor.get('/healthz')).status).toBe(200);
  await predictor.close();
});
