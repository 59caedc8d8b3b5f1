import { connect } from 'node:net';
import { sumOf } from '../scrapedSamples.ts';
import { testMonitor, testVersion } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor } from '../testPredictor.ts';

let predictor: TestPredictor;

beforeAll(async () => {
  const versions = [testVersion('v1', { traffic: 100 }), testVersion('torn', { traffic: 0 }), testVersion('dark', { shadow: true })];
  const monitor = testMonitor({ versions, serving: { limits: { bodyBytes: 2048, batchRows: 3 } } });
  predictor = await startTestPredictor({
    monitor,
    files: { 'configmaps/torn/model.json': '{"format":"model', 'configmaps/dark/model.json': '{}' },
  });
});

afterAll(() => predictor.close());

const good = '[44, "clay", 12.5]';
const json = { 'content-type': 'application/json' };

test.each([
  { name: 'the array form', features: [44, 'clay', 12.5] },
  { name: 'the named form', features: { soil: 'clay', driver_number: 44 } },
])('/predict answers $name with class, probabilities, model, version and id', async ({ features }) => {
  const { status, headers, body } = await predictor.predict(features);
  expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  expect(body).toEqual({
    prediction: 'red',
    probabilities: { red: 1, white: 0 },
    model: 'tested',
    version: 'v1',
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-z]+\.[\w-]{16}$/),
  });
});

test('/predict/batch answers every row, and ids of rows derive from the id of the request', async () => {
  const { body } = await predictor.post('/predict/batch', { instances: [[1, 'clay', null], { driver_number: 2, soil: 'sand' }], id: 'b' });
  expect(body).toMatchObject({
    model: 'tested',
    version: 'v1',
    predictions: [
      { prediction: 'red', id: 'b/0' },
      { prediction: 'red', id: 'b/1' },
    ],
  });
  const feedback = await predictor.post('/feedback', [
    { id: 'b/1', actual: 'white' },
    { id: 'gone', actual: 'red' },
  ]);
  expect(feedback.body).toEqual({ received: 2, joined: 1, changed: 0, missing: 0, unknown: ['gone'] });
});

test.each([
  { status: 400, kind: 'malformed_json', name: 'broken JSON', body: '{"features":[' },
  { status: 400, kind: 'malformed_json', name: 'NaN, which JSON has not', body: '{"features":[NaN,"clay",1]}' },
  { status: 400, kind: 'malformed_json', name: 'an empty body', body: '' },
  { status: 422, kind: 'wrong_shape', name: 'null', body: 'null' },
  { status: 422, kind: 'wrong_shape', name: 'an array', body: '[]' },
  { status: 422, kind: 'wrong_shape', name: 'an unknown member', body: `{"features":${good},"colour":1}` },
  { status: 422, kind: 'wrong_shape', name: 'a hostile member', body: `{"features":${good},"__proto__":{"version":"v1"}}` },
  { status: 422, kind: 'wrong_count', name: 'too few values', body: '{"features":[1]}' },
  { status: 422, kind: 'out_of_range', name: 'a value out of range, others missing', body: '{"features":{"driver_number":-999}}' },
  { status: 422, kind: 'missing_feature', name: 'a missing feature', body: '{"features":{"driver_number":1}}' },
  { status: 422, kind: 'unknown_feature', name: 'an unknown feature', body: '{"features":{"driver_number":1,"soil":"clay","x":1}}' },
  { status: 422, kind: 'wrong_type', name: 'a text for a number', body: '{"features":["44 km","clay",1]}' },
  { status: 422, kind: 'not_finite', name: 'a number beyond doubles', body: '{"features":[1e999,"clay",1]}' },
  { status: 422, kind: 'unknown_category', name: 'an unknown category', body: '{"features":[1,"mud",1]}' },
  { status: 422, kind: 'wrong_type', name: 'a key that is not a text', body: `{"features":${good},"key":7}` },
  { status: 422, kind: 'wrong_type', name: 'an id that is too long', body: `{"features":${good},"id":"${'x'.repeat(129)}"}` },
  { status: 404, kind: 'unknown_version', name: 'an unknown version', body: `{"features":${good},"version":"v9"}` },
  { status: 404, kind: 'unknown_version', name: 'a shadow', body: `{"features":${good},"version":"dark"}` },
  { status: 503, kind: 'not_loaded', name: 'a version that is not loaded', body: `{"features":${good},"version":"torn"}` },
  { status: 413, kind: 'too_large', name: 'a body over the limit', body: `{"features":"${'x'.repeat(3000)}"}` },
  {
    status: 415,
    kind: 'wrong_content_type',
    name: 'a form',
    body: 'features=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  {
    status: 415,
    kind: 'wrong_content_type',
    name: 'a type that only begins like JSON',
    body: '{}',
    headers: { 'content-type': 'application/jsonx' },
  },
  { status: 415, kind: 'wrong_content_type', name: 'an unknown encoding', body: '{}', headers: { ...json, 'content-encoding': 'br' } },
  { status: 400, kind: 'malformed_json', name: 'a body that is not packed', body: '{}', headers: { ...json, 'content-encoding': 'gzip' } },
  { status: 422, kind: 'wrong_type', name: 'a batch that is not an array', path: '/predict/batch', body: '{"instances":{}}' },
  { status: 422, kind: 'wrong_count', name: 'an empty batch', path: '/predict/batch', body: '{"instances":[]}' },
  {
    status: 422,
    kind: 'wrong_count',
    name: 'a batch over the limit',
    path: '/predict/batch',
    body: `{"instances":[${[good, good, good, good]}]}`,
  },
  { status: 422, kind: 'wrong_type', name: 'one bad row of a batch', path: '/predict/batch', body: `{"instances":[${good},7]}` },
])('$status $kind for $name, as problem details that are counted', async ({ status, kind, body, path = '/predict', headers = json }) => {
  const before = await predictor.metrics();
  const answer = await predictor.send({ method: 'POST', path, body, headers });
  expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json']);
  expect(answer.body).toMatchObject({
    type: `urn:modelmonitor:problem:${kind}`,
    status,
    title: expect.any(String),
    detail: expect.any(String),
  });
  const after = await predictor.metrics();
  const grew = (name: string, labels: Readonly<Record<string, string>>) => sumOf(after, name, labels) - sumOf(before, name, labels);
  expect(grew('modelmonitor_prediction_errors_total', { error_type: kind })).toBe(1);
  expect(grew('modelmonitor_prediction_errors_total', {})).toBe(1);
  expect(grew('modelmonitor_predictions_total', {})).toBe(0);
  expect(grew('modelmonitor_http_request_duration_seconds_count', { route: path, status_code: `${status}` })).toBe(1);
});

test.each([
  { status: 404, kind: 'not_found', method: 'GET', path: '/nowhere' },
  { status: 404, kind: 'not_found', method: 'POST', path: '/PREDICT' },
  { status: 404, kind: 'unknown_run', method: 'GET', path: '/reports/..%2f..%2fetc%2fpasswd' },
  { status: 404, kind: 'unknown_run', method: 'GET', path: '/reports/latest.html' },
  { status: 405, kind: 'method_not_allowed', method: 'GET', path: '/predict', allow: 'POST' },
  { status: 405, kind: 'method_not_allowed', method: 'DELETE', path: '/metrics', allow: 'HEAD, GET' },
  { status: 405, kind: 'method_not_allowed', method: 'PROPFIND', path: '/feedback', allow: 'POST' },
])('$status $kind for $method $path', async ({ status, kind, method, path, allow }) => {
  const answer = await predictor.send({ method, path });
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ type: `urn:modelmonitor:problem:${kind}`, status });
  expect(answer.headers.allow).toBe(allow);
});

test.each([
  '/%zz',
  '/reports/%zz',
  '/v2/models/%E0%A4%A/infer',
  '//predict',
  '/predict?x=%zz',
  `/${'a'.repeat(8000)}`,
  '/\u0001'.replace('\u0001', '%01'),
])('an unusual path is refused, without a failure: %j', async (path) => {
  for (const method of ['GET', 'POST']) {
    const { status } = await predictor.send({ method, path, body: '{}', headers: json });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  }
});

/** The response to raw bytes. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(predictor.running.port, '127.0.0.1', () => socket.write(bytes));
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });
}

test.each([
  { name: 'an address that is a star', line: 'OPTIONS * HTTP/1.1' },
  { name: 'a whole URL', line: 'GET http://nowhere/x HTTP/1.1' },
  { name: 'a whole URL without a path', line: 'GET http://nowhere HTTP/1.1' },
  { name: 'a made-up method', line: 'BREW / HTTP/1.1' },
])('$name is answered with 4xx', async ({ line }) => {
  expect(await raw(`${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 (4|200)/);
});

test('a chunked body is limited too, and the connection is closed', async () => {
  const head = 'POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
  const received = await raw(`${head}${`400\r\n${'x'.repeat(1024)}\r\n`.repeat(4)}`);
  expect(received).toMatch(/^HTTP\/1.1 413 /);
  expect(received).toMatch(/connection: close/i);
});

test('a body far above the limit gets 413 before it is read', async () => {
  const answer = await predictor.send({ method: 'POST', path: '/predict', body: Buffer.alloc(8_000_000, 'x'), headers: json });
  expect(answer.status).toBe(413);
});

test('an arbitrary method or path of a client creates no series', async () => {
  await predictor.send({ method: 'PROPFIND', path: '/made/up' });
  await predictor.get('/made/up/2');
  const scrape = await predictor.metrics();
  expect(scrape).not.toContain('made/up');
  expect(sumOf(scrape, 'modelmonitor_http_request_duration_seconds_count', { method: 'other', route: 'unmatched' })).toBeGreaterThan(0);
});

test('/readyz shows which version is not loaded and why, and stays ready', async () => {
  const { status, body } = await predictor.get('/readyz');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    ready: true,
    versions: [
      { name: 'v1', loaded: true },
      { name: 'torn', loaded: false, error: expect.stringMatching(/JSON/) },
      { name: 'dark', loaded: false },
    ],
  });
  expect((await predictor.get('/healthz')).body).toEqual({ status: 'ok' });
});

test('a failed drift check is a 500 without internals, is counted, and the process continues', async () => {
  const { status, body, text } = await predictor.post('/generate_reports', {});
  expect(status).toBe(500);
  expect(body).toMatchObject({ type: 'urn:modelmonitor:problem:report_failed', detail: 'the log of the server has the details' });
  expect(text).not.toMatch(/drift-job|No such file|at /);
  expect(predictor.logText()).toContain('the drift check failed');
  expect((await predictor.predict([44, 'clay', 1])).status).toBe(200);
});

test('no response so far revealed internals', async () => {
  expect(
    predictor.log.filter(({ message }) => /^(GET|POST|PROPFIND|DELETE|OPTIONS) .* failed$/.test(message)).map(({ message }) => message),
  ).toEqual(['POST /generate_reports failed']);
});
