import { connect } from 'node:net';
import { decodeWindow } from '@modelmonitor/tables/window';
import { sumOf } from '../../scrapedSamples.ts';
import { testClient } from '../../testClient.ts';
import { testMonitor, testVersion } from '../../testConfiguration.ts';
import { testIssuer } from '../../testIssuer.ts';
import { startTestPredictor, type TestPredictor, until } from '../../testPredictor.ts';

const issuer = testIssuer();
const files = { 'callers.json': issuer.callers() };
const authorized = (token = issuer.token()) => ({ authorization: `Bearer ${token}` });

let predictor: TestPredictor;
let internal: ReturnType<typeof testClient>;

async function start(options: Parameters<typeof startTestPredictor>[0] = {}): Promise<void> {
  predictor = await startTestPredictor({ internalPort: 0, files, ...options });
  internal = testClient(predictor.running.internalPort ?? 0);
}

afterEach(async () => {
  internal.disconnect();
  await predictor.close();
});

/** The response as bytes: a window is binary. */
async function window(headers: Readonly<Record<string, string>> = authorized()) {
  const answer = await fetch(`http://127.0.0.1:${predictor.running.internalPort}/internal/window`, { headers });
  return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

test('/internal/window sends the newest rows that a check compares, as a window file', async () => {
  await start({ monitor: testMonitor({ drift: { window: { maxRows: 3, minRows: 1 } } }) });
  for (const driver of [1, 2, 3, 4]) await predictor.predict([driver, 'clay', 12], { id: `row-${driver}` });
  await predictor.post('/feedback', { id: 'row-4', actual: 'white' });
  const { status, headers, bytes } = await window();
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'application/octet-stream', 'no-store']);
  expect(Number(headers.get('content-length'))).toBe(bytes.length);
  const { monitor, rows, columns } = decodeWindow(bytes);
  expect([monitor, rows]).toEqual([{ namespace: 'default', name: 'tested' }, 3]);
  const values = Object.fromEntries(columns.map(({ name, values: cells }) => [name, [...cells]]));
  expect(values).toMatchObject({ driver_number: [2, 3, 4], id: ['row-2', 'row-3', 'row-4'], actual: [null, null, 'white'] });
});

test('an observer may read the number of rows, and no rows', async () => {
  const observer = 'system:serviceaccount:modelmonitor:operator';
  await start({ files: { 'callers.json': issuer.callers({ observers: [observer] }) } });
  await predictor.predict([1, 'clay', 12]);
  const headers = authorized(issuer.token({ claims: { sub: observer } }));
  expect((await internal.get('/internal/status', headers)).body.newRows).toBe(1);
  expect((await window(headers)).status).toBe(401);
});

test('rows older than spec.capture.maxAge are neither sent nor counted', async () => {
  const clock = { ahead: 0 };
  await start({ monitor: testMonitor({ capture: { maxAge: '1m' } }), now: () => Date.now() + clock.ahead });
  await predictor.predict([1, 'clay', 12]);
  clock.ahead = 61_000;
  await predictor.predict([2, 'clay', 12]);
  const headers = authorized();
  expect(decodeWindow((await window(headers)).bytes).rows).toBe(1);
  expect((await internal.get('/internal/status', headers)).body.newRows).toBe(1);
});

test('/internal/status counts rows after a time, and shows which versions are not loaded and why', async () => {
  const clock = { now: Date.now() };
  const versions = [testVersion('v1', { traffic: 100 }), testVersion('torn', { traffic: 0 }), testVersion('dark', { shadow: true })];
  const torn = { 'configmaps/torn/model.json': '{"torn":', 'configmaps/dark/model.json': '{}' };
  await start({ monitor: testMonitor({ versions }), files: { ...files, ...torn }, now: () => clock.now });
  const status = async (query = '') => (await internal.get(`/internal/status${query}`, authorized())).body;
  expect(await status()).toMatchObject({ newRows: 0, firstNewAt: null });
  const first = clock.now;
  for (let row = 0; row < 3; row++) {
    await predictor.predict([1, 'clay', 12]);
    clock.now += 1000;
  }
  expect(await status()).toEqual({
    newRows: 3,
    firstNewAt: first,
    versions: [
      { name: 'v1', loaded: true },
      { name: 'torn', loaded: false, error: expect.stringMatching(/JSON/) },
      { name: 'dark', loaded: false, error: expect.stringMatching(/^.{1,200}$/) },
    ],
  });
  expect(await status(`?since=${first}`)).toMatchObject({ newRows: 2, firstNewAt: first + 1000 });
  expect(await status(`?since=${first + 2000}`)).toMatchObject({ newRows: 0, firstNewAt: null });
  for (const query of ['?since=yesterday', '?since=', '?since=-1', '?since=Infinity', '?since=1&since=2']) {
    const refused = await internal.get(`/internal/status${query}`, authorized());
    expect([query, refused.status]).toEqual([query, 422]);
  }
});

test.each(['/internal/window', '/internal/status'])('%s requires a token, and does not exist on the port for callers', async (path) => {
  await start();
  const authorization: Record<string, string> = {
    nothing: '',
    'a token without its scheme': issuer.token(),
    'another scheme': `Basic ${Buffer.from('a:b').toString('base64')}`,
    'another issuer': `Bearer ${testIssuer().token()}`,
    'another service account': `Bearer ${issuer.token({ claims: { sub: 'system:serviceaccount:default:default' } })}`,
    'a token for the API server': `Bearer ${issuer.token({ claims: { aud: ['https://kubernetes.default.svc'] } })}`,
    'a long token': `Bearer ${issuer.token({ claims: { more: 'x'.repeat(8000) }, header: { alg: 'none' } })}`,
    'two tokens': `Bearer ${issuer.token()} ${issuer.token()}`,
  };
  for (const [name, header] of Object.entries(authorization)) {
    const refused = await internal.get(path, header === '' ? {} : { authorization: header });
    expect([name, refused.status, refused.headers['www-authenticate'], refused.headers['content-type']]).toEqual([
      name,
      401,
      'Bearer',
      'application/problem+json',
    ]);
    expect(refused.body).toEqual({
      type: 'urn:modelmonitor:problem:unauthorized',
      title: 'Missing or wrong credentials',
      status: 401,
      detail: 'expected a token of an admitted service account',
    });
  }
  expect((await internal.get(path, authorized())).status).toBe(200);
  expect((await internal.get(path, { authorization: `bearer  ${issuer.token()}` })).status).toBe(200);
  expect((await predictor.get(path, authorized())).status).toBe(404);
  expect((await internal.post(path, {}, authorized())).status).toBe(405);
  const scrape = (await internal.get('/metrics')).text;
  expect(sumOf(scrape, 'modelmonitor_http_request_duration_seconds_count', { route: path, status_code: '401' })).toBe(8);
  expect(sumOf(scrape, 'modelmonitor_http_request_duration_seconds_count', { route: path, status_code: '200' })).toBe(2);
});

test('each reason of a refusal is logged once, and nothing of a token', async () => {
  await start();
  const expired = issuer.token({ claims: { exp: 1 } });
  for (let time = 0; time < 5; time++) await internal.get('/internal/window', authorized(expired));
  await internal.get('/internal/status');
  const refusals = predictor.log.filter(({ message }) => message.startsWith('a request to the internal port was refused'));
  expect(refusals.map(({ fields }) => fields['reason'])).toEqual(['it has expired', 'it has no bearer token']);
  for (const part of expired.split('.')) expect(predictor.logText()).not.toContain(part);
});

test('without callers.json no one is admitted, and no error is reported', async () => {
  await start({ files: {} });
  expect((await internal.get('/internal/window', authorized())).status).toBe(401);
  expect((await internal.get('/readyz')).body).not.toHaveProperty('configurationError');
  expect(predictor.logText()).not.toContain('callers.json cannot be used');
});

test('callers.json changes with the configuration: keys rotate, a broken file admits no one and is reported, and predictions continue', async () => {
  const next = testIssuer('RS256', 'key-2');
  await start();
  const statusWith = async (token: string) => (await internal.get('/internal/status', authorized(token))).status;
  const changed = (callers: object | string, expected: number) =>
    predictor
      .configure({ monitor: testMonitor(), files: { 'callers.json': callers } })
      .then(() => until(async () => (await statusWith(next.token())) === expected));
  await changed(issuer.callers({ keys: [issuer.jwk, next.jwk] }), 200);
  expect(await statusWith(issuer.token())).toBe(200);
  await changed('{"issuer":"x"', 401);
  expect(await statusWith(issuer.token())).toBe(401);
  expect((await internal.get('/readyz')).body).toMatchObject({ ready: true, configurationError: 'callers.json: it is not JSON' });
  expect(predictor.log.filter(({ message }) => message.startsWith('callers.json cannot be used'))).toHaveLength(1);
  expect((await predictor.predict([1, 'clay', 1])).status).toBe(200);
  await changed(next.callers(), 200);
  expect(await statusWith(issuer.token())).toBe(401);
  expect((await internal.get('/readyz')).body).not.toHaveProperty('configurationError');
});

test('a withdrawn key admits no one, even when the new resource is refused', async () => {
  const next = testIssuer('ES384', 'key-2');
  await start();
  await predictor.configure({ monitor: '{', files: { 'callers.json': next.callers() } });
  await until(async () => (await internal.get('/internal/status', authorized())).status === 401);
  expect((await internal.get('/internal/status', authorized(next.token()))).status).toBe(200);
});

test('an unreadable callers.json at the start is reported, and the predictor serves', async () => {
  await start({ files: { 'callers.json/folder': 'x' } });
  expect(predictor.logText()).toContain('callers.json cannot be used: no one may read captured rows reason=it cannot be read (EISDIR)');
  expect((await internal.get('/internal/window', authorized())).status).toBe(401);
  expect((await predictor.predict([1, 'clay', 1])).status).toBe(200);
});

/** A client that requests the window and reads nothing of it. */
async function stalled(): Promise<() => void> {
  const socket = connect(predictor.running.internalPort ?? 0, '127.0.0.1');
  socket.pause();
  socket.on('error', () => undefined);
  const path = `GET /internal/window HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${issuer.token()}\r\n\r\n`;
  await new Promise<void>((resolve) => socket.write(path, () => resolve()));
  return () => socket.destroy();
}

test('at most four windows are sent at a time; a further request gets Retry-After, and a closed connection frees its place', async () => {
  const batch = Array.from({ length: 1000 }, () => [1, 'clay', 1]);
  const capture = { maxRows: 200_000 };
  await start({ monitor: testMonitor({ capture, drift: { window: { maxRows: 200_000, minRows: 1 } } }) });
  // More than the socket buffers between two processes hold.
  for (let part = 0; part < 200; part++) await predictor.post('/predict/batch', { instances: batch });
  const leave = await Promise.all([stalled(), stalled(), stalled(), stalled()]);
  await until(async () => (await internal.get('/internal/window', authorized())).status === 429);
  const refused = await internal.get('/internal/window', authorized());
  expect([refused.headers['retry-after'], refused.body.type]).toEqual(['1', 'urn:modelmonitor:problem:too_many_requests']);
  expect((await internal.get('/internal/status', authorized())).body.newRows).toBe(200_000);
  leave[0]?.();
  await until(async () => (await window()).status === 200);
  for (const end of leave) end();
});
