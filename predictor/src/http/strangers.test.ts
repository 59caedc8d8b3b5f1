import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'koa';
import { testMonitor } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor } from '../testPredictor.ts';
import { strangerCheck } from './strangers.ts';

describe('on a laptop', () => {
  let predictor: TestPredictor;
  let port: number;
  beforeAll(async () => {
    // The port has to be known before the first Host.
    port = await freePort();
    predictor = await startTestPredictor({ port, internalPort: 0, withData: true });
  });
  afterAll(() => predictor.close());

  test.each([
    { headers: { origin: 'http://evil.example' }, status: 403 },
    { headers: { 'sec-fetch-site': 'cross-site' }, status: 403 },
    { headers: { 'sec-fetch-site': 'same-site', origin: 'http://localhost:8081' }, status: 403 },
    { headers: { 'sec-fetch-site': 'cross-site', origin: 'null', 'content-type': 'application/x-www-form-urlencoded' }, status: 403 },
    { headers: { origin: 'null' }, status: 403 },
    { headers: { origin: 'http://127.0.0.1:1' }, status: 403 },
    { headers: { origin: 'http://127.0.0.1' }, status: 403 },
    { headers: { origin: '' }, status: 403 },
    { headers: {}, status: 422 },
    { headers: { 'sec-fetch-site': 'none' }, status: 422 },
    // What the browser says of the request counts more than names, which a proxy may have changed.
    { headers: { 'sec-fetch-site': 'same-origin', origin: 'https://models.example.org' }, status: 422 },
  ])('POST with $headers: $status', async ({ headers, status }) => {
    for (const path of ['/feedback', '/predict', '/v2/models/tested/infer'])
      expect([path, (await predictor.post(path, {}, headers)).status]).toEqual([path, status]);
  });

  test('a cross-site request starts no check, whatever the method, on either port', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect((await predictor.send({ method, path: '/generate_reports', headers })).status).toBe(403);
    expect((await predictor.get('/reports')).body).toMatchObject({ reports: [] });
    const inner = await fetch(`http://127.0.0.1:${predictor.running.internalPort}/window`, { method: 'POST', headers });
    expect([inner.status, (await inner.json()) as unknown]).toEqual([
      403,
      expect.objectContaining({ type: 'urn:modelmonitor:problem:cross_site' }),
    ]);
  });

  test('the own page is answered', async () => {
    const own = { origin: `http://127.0.0.1:${port}` };
    expect((await predictor.post('/feedback', {}, own)).status).toBe(422);
    expect((await predictor.post('/feedback', {}, { ...own, 'sec-fetch-site': 'same-origin' })).status).toBe(422);
  });

  test.each(['evil.example', 'evil.example:8000', '10.0.0.5:8000', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil'])(
    'the Host %j is refused for every method',
    async (host) => {
      for (const path of ['/status', '/reports', '/metrics', '/', '/healthz'])
        expect([path, (await predictor.get(path, { host })).status]).toEqual([path, 421]);
      expect((await predictor.post('/feedback', [], { host })).body).toMatchObject({ type: 'urn:modelmonitor:problem:misdirected' });
    },
  );

  test.each([
    'localhost',
    'LOCALHOST:8000',
    'localhost.',
    '127.0.0.1:1',
    '127.1.2.3',
    '[::1]',
    '[::1]:8000',
    'wine.localhost:8000',
    'host.docker.internal:8000',
  ])('the Host %j names this machine', async (host) => {
    expect((await predictor.get('/status', { host })).status).toBe(200);
  });

  test('every response has the headers that keep it out of other pages', async () => {
    const answers = await Promise.all([
      predictor.predict([10, 'clay', 12]),
      predictor.predict([]),
      predictor.get('/no/such/page'),
      predictor.get('/status'),
      predictor.get('/metrics'),
      predictor.get('/'),
      predictor.get('/healthz'),
      predictor.get('/openapi.json'),
      predictor.post('/feedback', { id: 'a', actual: 'good' }),
      predictor.send({ method: 'HEAD', path: '/status' }),
    ]);
    for (const { headers, status, text } of answers)
      expect([status, text.slice(0, 40), headers['x-content-type-options'], headers['cross-origin-resource-policy']]).toEqual([
        status,
        text.slice(0, 40),
        'nosniff',
        'same-origin',
      ]);
  });
});

/** What becomes of a POST, by its headers and the origins that the resource lists. */
function outcome(headers: Record<string, string>, { host = '0.0.0.0', origins = [] as string[] } = {}): string {
  try {
    strangerCheck({ host, origins: () => origins })({ method: 'POST', req: { headers } } as unknown as Context);
    return 'passes';
  } catch (error) {
    return (error as { kind: string }).kind;
  }
}

test.each([
  { name: 'a server for a network answers under any name', headers: { host: 'models.example.org' }, expected: 'passes' },
  { name: 'a proxy that ends TLS keeps the host', headers: { host: 'm.example', origin: 'https://m.example' }, expected: 'passes' },
  { name: 'the usual port may be written', headers: { host: 'm.example:443', origin: 'https://m.example' }, expected: 'passes' },
  { name: 'another port is another site', headers: { host: 'm.example:8000', origin: 'https://m.example' }, expected: 'cross_site' },
  {
    name: 'a proxy that replaces the host says which it was',
    headers: { host: 'up:8000', 'x-forwarded-host': 'm.example', origin: 'https://m.example' },
    expected: 'passes',
  },
  { name: 'no Origin at all', headers: { host: 'm.example' }, expected: 'passes' },
])('$name: $expected', ({ headers, expected }) => {
  expect(outcome(headers)).toBe(expected);
});

test.each([
  { origins: ['https://app.example'], headers: { origin: 'https://app.example', 'sec-fetch-site': 'cross-site' }, expected: 'passes' },
  { origins: ['https://App.example:443'], headers: { origin: 'https://app.example' }, expected: 'passes' },
  { origins: ['https://app.example'], headers: { origin: 'https://evil.example' }, expected: 'cross_site' },
  { origins: ['https://app.example'], headers: { 'sec-fetch-site': 'cross-site' }, expected: 'cross_site' },
  { origins: ['*'], headers: { origin: 'https://evil.example' }, expected: 'passes' },
  {
    origins: ['*'],
    headers: { origin: 'https://evil.example', 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site' },
    expected: 'passes',
  },
  // A form, and a request without a question before it, use the password that the browser keeps.
  {
    origins: ['*'],
    headers: { origin: 'https://evil.example', 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' },
    expected: 'cross_site',
  },
  { origins: ['*'], headers: { origin: 'https://evil.example', 'sec-fetch-mode': 'no-cors' }, expected: 'cross_site' },
])('with the origins $origins, $headers: $expected', ({ origins, headers, expected }) => {
  expect(outcome({ host: 'models.example', ...headers }, { origins })).toBe(expected);
});

test('a listed origin whose name leads to this machine may be the Host', () => {
  const origins = ['https://models.example.org'];
  expect(outcome({ host: 'models.example.org' }, { host: '127.0.0.1', origins })).toBe('passes');
  expect(outcome({ host: 'evil.example' }, { host: '127.0.0.1', origins })).toBe('misdirected');
  expect(outcome({ host: 'models.example.org' }, { host: '::1' })).toBe('misdirected');
});

test('cors in the resource lets a page of a listed origin send', async () => {
  const predictor = await startTestPredictor({ monitor: testMonitor({ serving: { cors: { origins: ['https://app.example'] } } }) });
  const origin = 'https://app.example';
  expect((await predictor.post('/feedback', {}, { origin, 'sec-fetch-site': 'cross-site' })).status).toBe(422);
  expect((await predictor.post('/feedback', {}, { origin: `${origin}.evil`, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  await predictor.close();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
