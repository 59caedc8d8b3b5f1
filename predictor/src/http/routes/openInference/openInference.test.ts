import { startInferenceServer } from './inferenceServer.ts';
import { serversOfSuite } from './serversOfSuite.ts';
import { raceModel } from './testModels.ts';

const servers = serversOfSuite();

type ServerName = keyof typeof servers;
const infer = (name: ServerName, inputs: unknown, rest: object = {}) => servers[name].post('/v2/models/tested/infer', { inputs, ...rest });

const float = (name: string, shape: number[], data: unknown) => ({ name, datatype: 'FP64', shape, data });
const text = (name: string, shape: number[], data: unknown) => ({ name, datatype: 'BYTES', shape, data });

// Two rows, followed manually through the trees of `wineModel`: red, white, red; and white, red, red.
const wineRows = [
  [11, 90, 500],
  [13, 90, 800],
];
const wineColumns = (shape: number[], nested: boolean) => {
  return ['alcohol', 'magnesium', 'proline'].map((name, column) => {
    const values = wineRows.map((row) => row[column]);
    return float(name, shape, nested ? values.map((value) => [value]) : values);
  });
};

test.each([
  { name: 'one flat tensor', inputs: [float('input-0', [2, 3], wineRows.flat())] },
  { name: 'one nested tensor', inputs: [float('input-0', [2, 3], wineRows)] },
  { name: 'one tensor that bears the name of a feature', inputs: [float('alcohol', [2, 3], wineRows)] },
  { name: 'a tensor [n] per feature', inputs: wineColumns([2], false) },
  { name: 'a flat tensor [n, 1] per feature', inputs: wineColumns([2, 1], false) },
  { name: 'a nested tensor [n, 1] per feature', inputs: wineColumns([2, 1], true) },
  { name: 'tensors in another order', inputs: wineColumns([2], false).reverse() },
  { name: 'whole numbers as INT16', inputs: [{ ...float('x', [2, 3], wineRows), datatype: 'INT16' }] },
])('$name is answered with classes and probabilities', async ({ inputs }) => {
  const { status, body } = await infer('wine', inputs, { id: 'call-7' });
  expect(status).toBe(200);
  expect(body).toEqual({
    model_name: 'tested',
    model_version: 'v1',
    id: 'call-7',
    parameters: { ids: ['call-7/0', 'call-7/1'] },
    outputs: [
      { name: 'predict', datatype: 'BYTES', shape: [2], data: ['red', 'red'] },
      {
        name: 'predict_proba',
        datatype: 'FP64',
        shape: [2, 3],
        parameters: { classes: ['red', 'white', 'rosé'] },
        data: [2 / 3, 1 / 3, 0, 2 / 3, 1 / 3, 0],
      },
    ],
  });
});

test('one row may be a tensor [features]', async () => {
  const { status, body } = await infer('wine', [float('x', [3], [13, 120, 500])]);
  expect(status).toBe(200);
  expect(body).not.toHaveProperty('id');
  expect(body.parameters.ids).toHaveLength(1);
  // One vote for each class.
  expect(body.outputs[1].data).toEqual([1 / 3, 1 / 3, 1 / 3]);
});

test('text features are BYTES; an optional one may be left out or null', async () => {
  const both = await infer('soil', [text('soil', [3], ['clay', 'sand', null]), float('alcohol', [3, 1], [[13], [13], [13]])]);
  expect(both.body.outputs[0].data).toEqual(['red', 'white', 'red']);
  const without = await infer('soil', [float('alcohol', [1], [13])]);
  expect(without.body.outputs[0].data).toEqual(['red']);
});

test('a regression answers numbers, and true and false are 1 and 0', async () => {
  const rain = { name: 'rain', datatype: 'BOOL', shape: [2], data: [true, false] };
  const { body } = await infer('race', [rain, { name: 'speed', datatype: 'UINT8', shape: [2], data: [90, 120] }]);
  expect(body.outputs).toEqual([{ name: 'predict', datatype: 'FP64', shape: [2], data: [92.5, 75] }]);
});

test('only the requested outputs are in the response, in that order', async () => {
  const rows = [float('x', [1, 3], [11, 90, 500])];
  const names = async (outputs: unknown) => {
    const { body } = await infer('wine', rows, { outputs });
    return body.outputs.map(({ name }: { name: string }) => name);
  };
  expect(await names([{ name: 'predict_proba' }])).toEqual(['predict_proba']);
  expect(await names([{ name: 'predict_proba' }, { name: 'predict', parameters: { binary_data: false } }])).toEqual([
    'predict_proba',
    'predict',
  ]);
  expect(await names([])).toEqual(['predict', 'predict_proba']);
  expect(await names(null)).toEqual(['predict', 'predict_proba']);
});

test('a version is requested by its path, a sticky key by the parameters; null members count as absent', async () => {
  const body = {
    id: null,
    inputs: [{ ...float('x', [1, 3], [11, 90, 500]), parameters: null }],
    parameters: { key: 'customer 1' },
    raw: 1,
  };
  const answer = await servers.wine.post('/v2/models/tested/versions/v2/infer', body);
  expect(answer).toMatchObject({ status: 200, body: { model_version: 'v2', outputs: [{ data: ['white'] }, {}] } });
  expect((await servers.wine.post('/v2/models/tested/infer', body)).body.model_version).toBe('v1');
});

test('predictions count under the endpoint infer', async () => {
  await infer('race', [float('x', [2, 2], [1, 0, 1, 1])]);
  expect(await servers.race.metrics()).toMatch(/predictions_total\{[^}]*endpoint="infer"[^}]*\} \d/);
});

test.each([
  { path: '/v2', status: 200, body: { name: 'modelmonitor', version: '1.2.3', extensions: ['binary_tensor_data'] } },
  { path: '/v2/health/live', status: 200, body: { live: true } },
  { path: '/v2/health/ready', status: 200, body: { ready: true } },
  { path: '/v2/models/tested/ready', status: 200, body: { name: 'tested', ready: true } },
  { path: '/v2/models/tested/versions/v2/ready', status: 200, body: { name: 'tested', ready: true } },
  { path: '/v2/models/tested/versions/torn/ready', status: 503, body: { name: 'tested', ready: false } },
  {
    path: '/v2/models/tested/versions/v1',
    status: 200,
    body: {
      name: 'tested',
      versions: ['v1', 'v2', 'torn'],
      platform: 'modelmonitor_forest',
      inputs: ['alcohol', 'magnesium', 'proline'].map((name) => ({ name, datatype: 'FP64', shape: [-1] })),
      outputs: [
        { name: 'predict', datatype: 'BYTES', shape: [-1] },
        { name: 'predict_proba', datatype: 'FP64', shape: [-1, 3] },
      ],
      parameters: {
        version: 'v1',
        format: 'forest',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        source: 'a test',
        loaded_at: '1970-01-01T00:00:00.000Z',
      },
    },
  },
])('GET $path answers $status', async ({ path, status, body }) => {
  expect(await servers.wine.get(path)).toEqual({ status, body });
});

test('metadata of a model with text features and of a regression', async () => {
  const soil = await servers.soil.get('/v2/models/tested');
  expect(soil.body.inputs[1]).toEqual({ name: 'soil', datatype: 'BYTES', shape: [-1] });
  const race = await servers.race.get('/v2/models/tested');
  expect(race.body.outputs).toEqual([{ name: 'predict', datatype: 'FP64', shape: [-1] }]);
});

test('a server without a version that answers is alive, and not ready', async () => {
  const server = await startInferenceServer({ ...raceModel, files: {} });
  try {
    expect((await server.get('/v2/health/live')).status).toBe(200);
    expect(await server.get('/v2/health/ready')).toEqual({ status: 503, body: { ready: false } });
    expect(await server.get('/v2/models/tested/ready')).toEqual({ status: 503, body: { name: 'tested', ready: false } });
    const { status, body } = await server.post('/v2/models/tested/infer', { inputs: [float('x', [1, 2], [1, 0])] });
    expect(status).toBe(503);
    expect(body.error).toBe(body.detail);
  } finally {
    server.close();
  }
});

test.each([
  { path: '/v2/models/other', kind: 'not_found', detail: 'expected the model tested, got "other"' },
  { path: '/v2/models/other/ready', kind: 'not_found', detail: 'expected the model tested, got "other"' },
  { path: '/v2/models/tested/versions/v9', kind: 'unknown_version', detail: 'expected one of the versions v1, v2, torn, got "v9"' },
  {
    path: '/v2/models/tested/versions/dark/ready',
    kind: 'unknown_version',
    detail: 'expected one of the versions v1, v2, torn, got "dark"',
  },
])('GET $path is not found', async ({ path, kind, detail }) => {
  expect(await servers.wine.get(path)).toMatchObject({
    status: 404,
    body: { type: `urn:modelmonitor:problem:${kind}`, detail, error: detail },
  });
});

test('a model name that is not UTF-8 is not found', async () => {
  expect((await servers.wine.get('/v2/models/%E0%A4%A')).status).toBe(404);
});

test.each(['/v2/models/other/infer', '/v2/models/tested/versions/v9/infer', '/v2/models/tested/versions/dark/infer'])(
  'POST %s is not found',
  async (path) => {
    const { status, body } = await servers.wine.post(path, { inputs: [float('x', [1, 3], [11, 90, 500])] });
    expect(status).toBe(404);
    expect(body.error).toBe(body.detail);
  },
);

test('a version that is not loaded answers 503', async () => {
  const { status } = await servers.wine.post('/v2/models/tested/versions/torn/infer', { inputs: [float('x', [1, 3], [11, 90, 500])] });
  expect(status).toBe(503);
});
