import { type ClientRequest, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { sumOf } from '../scrapedSamples.ts';
import { constantForest, testFeatures, testMonitor, testVersion } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor, until } from '../testPredictor.ts';

// What HTTP clients send: requests, curl, fetch, and the libraries of Go and Java.

const origin = 'https://app.example.org';
const json = { 'content-type': 'application/json' };
const limits = { bodyBytes: 2048 };
const row = { driver_number: 44, soil: 'clay', alcohol: 12 };
const body = JSON.stringify({ features: row });

let predictor: TestPredictor;

beforeAll(async () => {
  predictor = await startTestPredictor({ monitor: testMonitor({ serving: { limits, cors: { origins: [origin] } } }) });
});

afterAll(() => predictor.close());

const post = (bytes: string | Buffer, headers: Readonly<Record<string, string>> = {}, path = '/predict') =>
  predictor.send({ method: 'POST', path, body: bytes, headers: { ...json, ...headers } });

test.each([
  { encoding: 'gzip', bytes: gzipSync(body) },
  { encoding: 'x-gzip', bytes: gzipSync(body) },
  { encoding: 'GZIP', bytes: gzipSync(body) },
  { encoding: 'deflate', bytes: deflateSync(body) },
  { encoding: 'deflate', bytes: deflateRawSync(body) },
  { encoding: 'identity', bytes: Buffer.from(body) },
  { encoding: '', bytes: Buffer.from(body) },
])('a body packed with "$encoding" is unpacked', async ({ encoding, bytes }) => {
  expect(await post(bytes, { 'content-encoding': encoding })).toMatchObject({ status: 200, body: { model: 'tested' } });
});

test.each([
  { name: 'a body that unpacks to more than the limit', encoding: 'gzip', bytes: gzipSync(Buffer.alloc(50_000_000, ' ')), status: 413 },
  { name: 'one by deflate', encoding: 'deflate', bytes: deflateSync(Buffer.alloc(1_900_000, ' ')), status: 413 },
  { name: 'a packed body that ends too early', encoding: 'gzip', bytes: gzipSync(body).subarray(0, 30), status: 400 },
  { name: 'a body packed twice', encoding: 'gzip, gzip', bytes: gzipSync(gzipSync(body)), status: 415 },
  { name: 'another encoding', encoding: 'br', bytes: Buffer.from(body), status: 415 },
])('$name gets $status', async ({ encoding, bytes, status }) => {
  const answer = await post(bytes, { 'content-encoding': encoding });
  expect(answer.status).toBe(status);
  if (status === 415) expect(answer.headers['accept-encoding']).toBe('gzip, deflate');
});

test.each([
  { method: 'POST', path: '/predict/', route: '/predict' },
  { method: 'POST', path: '/predict/?x=1', route: '/predict' },
  { method: 'POST', path: '/predict//', route: '/predict' },
  { method: 'GET', path: '/readyz/', route: '/readyz' },
  { method: 'GET', path: '/v2/models/tested/', route: '/v2/models/:model' },
  { method: 'GET', path: '/reports/', route: '/reports' },
])('$method $path is served as $route', async ({ method, path, route }) => {
  const counted = async () => sumOf(await predictor.metrics(), 'modelmonitor_http_request_duration_seconds_count', { route });
  const before = await counted();
  const answer = await predictor.send({ method, path, headers: json, ...(method === 'POST' ? { body } : {}) });
  expect(answer.status).toBe(200);
  expect(await counted()).toBe(before + 1);
});

test('a byte order mark before the JSON is no part of it', async () => {
  expect((await post(`\ufeff${body}`)).status).toBe(200);
});

test.each([
  {
    name: 'Latin-1',
    bytes: Buffer.from('{"features":{"sóil":1}}', 'latin1'),
    detail: 'expected JSON in UTF-8, got other bytes after "{\\"features\\":{\\"s"',
  },
  { name: 'UTF-16', bytes: Buffer.from(`\ufeff${body}`, 'utf16le'), detail: 'expected JSON in UTF-8, got other bytes after ""' },
  {
    name: 'NaN, as json.dumps of Python writes it',
    bytes: Buffer.from('{"features":{"driver_number":44,"soil":"NaN","alcohol":NaN}}'),
    detail: 'expected a JSON body, got the number NaN, which JSON does not have; send null for a missing value',
  },
  {
    name: '-Infinity',
    bytes: Buffer.from('{"features":[1, -Infinity]}'),
    detail: 'expected a JSON body, got the number -Infinity, which JSON does not have; send null for a missing value',
  },
])('$name gets 400 that says so', async ({ bytes, detail }) => {
  expect(await post(bytes)).toMatchObject({ status: 400, body: { type: 'urn:modelmonitor:problem:malformed_json', detail } });
});

test('__proto__ and constructor in a request are names like any other', async () => {
  const hostile = await post(`{"features":{"driver_number":44,"soil":"clay","__proto__":{"alcohol":1}}}`);
  expect(hostile.body).toMatchObject({ status: 422, errors: [{ kind: 'unknown_feature', got: '"__proto__"' }] });
  const label = await post('{"id":"constructor","actual":"toString"}', {}, '/feedback');
  expect(label.body).toMatchObject({ status: 422, errors: [{ kind: 'unknown_category', got: '"toString"' }] });
});

test('a class named __proto__ has its probability', async () => {
  const classes = ['__proto__', 'constructor'];
  const monitor = testMonitor({ target: { name: 'colour', classes }, versions: [testVersion('v1')] });
  const named = await startTestPredictor({ monitor, files: { 'configmaps/v1/model.json': constantForest(0, { classes }) } });
  const answer = await named.predict(row);
  expect(answer.text).toContain('"prediction":"__proto__","probabilities":{"__proto__":1,"constructor":0}');
  await named.close();
});

const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };

test('a page of a listed origin may send requests and read responses, refusals among them', async () => {
  const answer = await predictor.send({ method: 'OPTIONS', path: '/predict', headers: { origin, ...preflight } });
  expect(answer).toMatchObject({
    status: 204,
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': expect.stringContaining('POST'),
      'access-control-allow-headers': expect.stringContaining('Content-Type'),
      vary: 'Origin',
    },
  });
  for (const [bytes, status] of [
    [body, 200],
    ['{', 400],
    ['{"features":[1]}', 422],
  ] as const) {
    expect(await post(bytes, { origin })).toMatchObject({ status, headers: { 'access-control-allow-origin': origin, vary: 'Origin' } });
  }
});

test.each([{ other: 'https://evil.example' }, { other: 'http://app.example.org' }, { other: 'null' }])(
  'a page of $other may not',
  async ({ other }) => {
    for (const answer of [
      await post(body, { origin: other }),
      await predictor.send({ method: 'OPTIONS', path: '/predict', headers: { origin: other, ...preflight } }),
    ]) {
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(answer.headers.vary).toBe('Origin');
    }
  },
);

/** Sends a body of this many bytes as `requests` does: the response is read when all of it was sent. */
function sendFirst(bytes: number, head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(predictor.running.port, '127.0.0.1');
    const chunk = Buffer.alloc(65_536, 'x');
    let left = bytes;
    let received = '';
    const sendMore = () => {
      while (left > 0) {
        left -= chunk.length;
        if (!socket.write(chunk)) {
          socket.once('drain', sendMore);
          return;
        }
      }
      socket.on('data', (part) => {
        received += part.toString();
      });
    };
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
    socket.on('connect', () => {
      socket.write(head);
      sendMore();
    });
  });
}

test.each([{ how: `Content-Length: ${64 * 65_536}` }, { how: 'Transfer-Encoding: chunked' }])(
  'a client that sends a large body to its end reads the 413: $how',
  async ({ how }) => {
    const chunk = how.startsWith('Transfer') ? `${(64 * 65_536).toString(16)}\r\n` : '';
    const head = `POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${how}\r\n\r\n${chunk}`;
    expect(await sendFirst(64 * 65_536, head)).toMatch(/^HTTP\/1.1 413 (.|\r|\n)*at most 2048 bytes/);
  },
);

test('a client that waits for 100 Continue sends no body that would be refused', async () => {
  const headers = { ...json, expect: '100-continue' };
  const send = (length: number): Promise<{ continued: boolean; status: number }> =>
    new Promise((resolve, reject) => {
      let continued = false;
      const sent: ClientRequest = request({
        host: '127.0.0.1',
        port: predictor.running.port,
        path: '/predict',
        method: 'POST',
        headers: { ...headers, 'content-length': length },
      });
      sent.on('continue', () => {
        continued = true;
        sent.end(body.padEnd(length));
      });
      sent.on('response', (response) => {
        response.resume();
        sent.destroy();
        resolve({ continued, status: response.statusCode ?? 0 });
      });
      sent.on('error', reject);
      sent.flushHeaders();
    });
  expect(await send(1000)).toEqual({ continued: true, status: 200 });
  expect(await send(5000)).toEqual({ continued: false, status: 413 });
});

test('an upload that its client ends is counted as such, and is no error', async () => {
  const errors = async (kind: string) => sumOf(await predictor.metrics(), 'modelmonitor_prediction_errors_total', { error_type: kind });
  const [before, status] = [await errors('client_closed'), (await predictor.get('/status')).body];
  const lines = predictor.log.length;
  const socket = connect(predictor.running.port, '127.0.0.1');
  socket.write('POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"features"');
  await setTimeout(50);
  socket.destroy();
  await until(async () => (await errors('client_closed')) === before + 1);
  const later = (await predictor.get('/status')).body;
  expect([later.total.errors, later.requests.last5Minutes]).toEqual([
    status.total.errors,
    expect.objectContaining({ requests: status.requests.last5Minutes.requests, errors: status.requests.last5Minutes.errors }),
  ]);
  expect(predictor.log.length).toBe(lines);
});

test('without cors a page of another origin may neither read nor send', async () => {
  const closed = await startTestPredictor({ monitor: testMonitor({ features: testFeatures }) });
  const answer = await closed.post('/predict', { features: row }, { origin });
  expect([answer.status, answer.headers['access-control-allow-origin'], answer.headers.vary]).toEqual([403, undefined, undefined]);
  await closed.close();
});

test('every origin may read responses, without the credentials of the browser', async () => {
  const open = await startTestPredictor({ monitor: testMonitor({ serving: { cors: { origins: ['*'] } } }) });
  const answer = await open.post('/predict', { features: row }, { origin });
  expect(answer.headers).toMatchObject({ 'access-control-allow-origin': '*' });
  expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  await open.close();
});
