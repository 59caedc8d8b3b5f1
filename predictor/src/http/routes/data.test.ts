import { testFeatures, testMonitor, testVersion } from '../../testConfiguration.ts';
import { startTestPredictor, type TestPredictor } from '../../testPredictor.ts';

// Captured rows over HTTP, from the buffer.

let predictor: TestPredictor;
let time = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  const features = testFeatures.map((feature) => ({ ...feature, ...(feature.name === 'soil' ? { unseen: 'predict' } : {}) }));
  const monitor = testMonitor({ features, capture: { store: 'buffer', redact: ['alcohol'] } });
  predictor = await startTestPredictor({ monitor, now: () => time });
  for (let row = 0; row < 6; row++) {
    // Two rows each have the same time.
    time = Date.UTC(2026, 0, 1) + Math.floor(row / 2) * 1000;
    await predictor.predict([row + 1, row === 2 ? 'mud' : 'clay', 12], {
      id: row === 3 ? '=1+"2"' : `row-${row}`,
      version: row < 4 ? 'v1' : 'v2',
    });
  }
  await predictor.post('/feedback', { id: 'row-0', actual: 'white' });
});
afterAll(() => predictor.close());

const idsOf = (body: { predictions: { id: string }[] }) => body.predictions.map(({ id }) => id);

test('a row is shown as it was read and answered, without redacted features', async () => {
  const { status, body, headers } = await predictor.get('/data/predictions/row-0');
  expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
  expect(body).toEqual({
    id: 'row-0',
    time: '2026-01-01T00:00:00.000Z',
    version: 'v1',
    features: { driver_number: 1, soil: 'clay' },
    prediction: 'red',
    probabilities: { red: 1, white: 0 },
    actual: 'white',
    labelledAt: null,
    explanation: null,
    notExplained: 'the feature "alcohol" is not stored',
  });
  expect((await predictor.get('/data/predictions/row-2')).body).toMatchObject({ features: { soil: 'mud' }, actual: null });
});

test('an id that is not stored gets 404', async () => {
  const { status, body } = await predictor.get('/data/predictions/none');
  expect([status, body.type]).toEqual([404, 'urn:modelmonitor:problem:unknown_prediction']);
});

test.each([
  { query: '', ids: ['row-0', 'row-1', 'row-2', '=1+"2"', 'row-4', 'row-5'] },
  { query: '?from=2026-01-01T00:00:01Z', ids: ['row-2', '=1+"2"', 'row-4', 'row-5'] },
  { query: '?from=2026-01-01T01:00:01+01:00&to=1767225602000', ids: ['row-2', '=1+"2"'] },
  { query: '?to=2026-01-01', ids: [] },
  { query: '?version=v2', ids: ['row-4', 'row-5'] },
  { query: '?label=present', ids: ['row-0'] },
  { query: '?label=white', ids: ['row-0'] },
  { query: '?label=%20white&version=v2', ids: [] },
  { query: '?label=red', ids: [] },
  { query: '?label=missing&version=v1', ids: ['row-1', 'row-2', '=1+"2"'] },
])('rows of $query', async ({ query, ids }) => {
  const { status, body } = await predictor.get(`/data/predictions${query}`);
  expect([status, idsOf(body), body.next]).toEqual([200, ids, null]);
});

test.each([1, 2, 3, 5])('pages of %s rows hold each row once, in order, also of the same time', async (limit) => {
  const ids: string[] = [];
  let next: string | null = `/data/predictions?limit=${limit}`;
  while (next !== null) {
    const { body, headers } = await predictor.get(next);
    ids.push(...idsOf(body));
    expect(headers['link']).toBe(body.next === null ? undefined : `<${body.next}>; rel="next"`);
    next = body.next;
  }
  expect(ids).toEqual(['row-0', 'row-1', 'row-2', '=1+"2"', 'row-4', 'row-5']);
});

test('CSV has a line for each row, and no cell that a spreadsheet would execute', async () => {
  const { text, headers } = await predictor.get('/data/predictions?to=2026-01-01T00:00:02Z', { accept: 'text/csv' });
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(text.split('\n')).toEqual([
    'id,time,version,driver_number,soil,prediction,probability_red,probability_white,actual,labelled_at',
    'row-0,2026-01-01T00:00:00.000Z,v1,1,clay,red,1,0,white,',
    'row-1,2026-01-01T00:00:00.000Z,v1,2,clay,red,1,0,,',
    'row-2,2026-01-01T00:00:01.000Z,v1,3,mud,red,1,0,,',
    `"'=1+""2""",2026-01-01T00:00:01.000Z,v1,4,clay,red,1,0,,`,
    '',
  ]);
});

test('lines of JSON are the rows of the list', async () => {
  const { text } = await predictor.get('/data/predictions?format=ndjson');
  const lines = text.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual((await predictor.get('/data/predictions')).body.predictions);
});

test.each([
  { query: 'limit=0', status: 422, detail: 'limit: expected 1 to 10000, got "0"' },
  { query: 'from=yesterday', status: 422, detail: /^from: expected a time such as/ },
  { query: 'label=yes', status: 422, detail: 'label: expected present, missing or one of red, white, got "yes"' },
  { query: 'cursor=x', status: 422, detail: /^cursor: expected the cursor/ },
  { query: 'version=v1&version=v2', status: 422, detail: 'version: expected one value, got "2"' },
  { query: 'version=%00', status: 422, detail: 'version: expected a text without a null character, got "\\u0000"' },
  { query: 'form=1', status: 422, detail: /^expected the parameters from, to,/ },
  { query: 'format=xml', status: 406, detail: /^expected a format of json, csv, ndjson/ },
])('the parameters $query are refused with $status', async ({ query, status, detail }) => {
  const { body, ...answer } = await predictor.get(`/data/predictions?${query}`);
  expect([answer.status, body.detail]).toEqual([status, typeof detail === 'string' ? detail : expect.stringMatching(detail)]);
});

test.each([
  { name: 'a proxy on this machine', headers: { 'x-forwarded-for': '192.0.2.7' } },
  { name: 'a proxy that names itself otherwise', headers: { forwarded: 'for=192.0.2.7' } },
  { name: 'a proxy of a mesh', headers: { 'l5d-client-id': 'caller' } },
  { name: 'a page of another site that serving.cors lets read responses', headers: { origin: 'https://evil.example' } },
  { name: 'a page without an origin', headers: { origin: 'null' } },
])('without serving.auth, $name gets 403 that says what to set', async ({ headers }) => {
  for (const path of ['/data/predictions', '/data/predictions/row-0']) {
    const { status, body } = await predictor.get(path, headers);
    expect([status, body.detail]).toEqual([403, expect.stringContaining('set serving.auth')]);
  }
});

test('a page of another site whose name was turned to this machine reads no rows, wherever the server listens', async () => {
  const headers = { host: 'evil.example:8000' };
  expect((await predictor.get('/data/predictions', headers)).status).toBe(421);
  const reachable = await startTestPredictor({ host: '0.0.0.0' });
  const { status, body } = await reachable.get('/data/predictions', headers);
  expect([status, body.detail]).toEqual([403, expect.stringContaining('set serving.auth')]);
  await reachable.close();
});

test('with serving.auth, authenticated clients are answered from anywhere, others get 401', async () => {
  const monitor = testMonitor({
    serving: { auth: { bearer: { secretRef: { name: 'tokens', key: 'token' } } } },
    versions: [testVersion('v1')],
  });
  const guarded = await startTestPredictor({ monitor, files: { 'secrets/tokens/token': 'secret-of-32-characters-or-more-00' } });
  const forwarded = { 'x-forwarded-for': '192.0.2.7' };
  const without = await guarded.get('/data/predictions', forwarded);
  const withToken = await guarded.get('/data/predictions', { ...forwarded, authorization: 'Bearer secret-of-32-characters-or-more-00' });
  await guarded.close();
  expect([without.status, withToken.status]).toEqual([401, 200]);
});
