import type { RemoteCell } from './remoteModel.ts';
import { connectPeer, price, testPeers, towns, wine } from './testPeer.ts';

const peers = testPeers();
afterEach(peers.stop);

/** Predictions as plain lists. */
async function predicted(model: Awaited<ReturnType<typeof connectPeer>>, rows: readonly (readonly RemoteCell[])[]) {
  const { values, probabilities } = await model.predict(rows);
  return [[...values], probabilities === undefined ? undefined : [...probabilities]];
}

const tensor = (name: string, datatype: string, shape: number[], data?: unknown[]) => ({
  name,
  datatype,
  shape,
  ...(data === undefined ? {} : { data }),
});
const rows = [
  [13, null],
  [12, 2],
];

test('v2: one matrix, as Triton FIL describes it; probabilities by their shape', async () => {
  const metadata = { inputs: [tensor('input__0', 'FP32', [-1, 2])], outputs: [tensor('output__0', 'FP32', [-1, 2])] };
  const { url, calls } = await peers.start(({ path }) =>
    path.endsWith('/infer') ? { json: { outputs: [tensor('output__0', 'FP32', [2, 2], [0.75, 0.25, 0.125, 0.875])] } } : { json: metadata },
  );
  const model = await connectPeer({ url, version: '3' });
  expect(await predicted(model, rows)).toEqual([
    [0, 1],
    [0.75, 0.25, 0.125, 0.875],
  ]);
  expect(calls.map(({ path }) => path)).toEqual(['/v2/models/m/versions/3', '/v2/models/m/versions/3/infer']);
  expect(calls[1]?.body).toEqual({ inputs: [{ name: 'input__0', shape: [2, 2], datatype: 'FP32', data: [13, null, 12, 2] }] });
  expect(model.origin).toBe(`${url} m 3`);
});

test('v2: one tensor per column, texts as BYTES, labels by name', async () => {
  const metadata = { inputs: [tensor('town', 'BYTES', [-1, 1]), tensor('age', 'FP64', [-1])], outputs: [tensor('label', 'BYTES', [-1])] };
  const { url, calls } = await peers.start(({ path }) =>
    path.endsWith('/infer') ? { json: { outputs: [tensor('label', 'BYTES', [1], ['white'])] } } : { json: metadata },
  );
  expect(await predicted(await connectPeer({ url }, towns), [[30, 'rome']])).toEqual([[1], undefined]);
  expect(calls[1]?.body['inputs']).toEqual([
    { name: 'age', datatype: 'FP64', shape: [1], data: [30] },
    { name: 'town', datatype: 'BYTES', parameters: { content_type: 'str' }, shape: [1, 1], data: ['rome'] },
  ]);
});

test('v2: MLServer says nothing of its tensors; frames by its content type, probabilities when it has them', async () => {
  const { url, calls } = await peers.start(({ path, body }) => {
    if (!path.endsWith('/infer')) return { json: { inputs: [], outputs: [], parameters: { content_type: 'pd' } } };
    const count = (body['inputs'] as { shape: number[] }[])[0]?.shape[0] ?? 0;
    const shares = Array.from({ length: count }, () => [0.25, 0.75]).flat();
    return {
      json: {
        outputs: [tensor('predict', 'INT64', [count, 1], Array(count).fill(1)), tensor('predict_proba', 'FP64', [count, 2], shares)],
      },
    };
  });
  expect(await predicted(await connectPeer({ url }, towns), [[30, 'rome']])).toEqual([[1], [0.25, 0.75]]);
  expect(calls.at(-1)?.body).toMatchObject({
    parameters: { content_type: 'pd' },
    outputs: [{ name: 'predict' }, { name: 'predict_proba' }],
  });
});

test.each([
  {
    inputs: [tensor('a', 'FP32', [-1]), tensor('b', 'FP32', [-1])],
    contract: wine,
    message: 'expected a remote model with the inputs alcohol (numeric), ash (numeric), got one with a (FP32 [-1]), b (FP32 [-1])',
  },
  { inputs: [tensor('x', 'FP32', [-1, 13])], contract: wine, message: 'got one with x (FP32 [-1, 13])' },
  { inputs: [tensor('x', 'FP32', [-1, 2])], contract: towns, message: 'the categorical features town are texts' },
  {
    inputs: [tensor('age', 'BYTES', [-1]), tensor('town', 'BYTES', [-1])],
    contract: towns,
    message: 'takes BYTES as "age", and the resource has a numeric feature',
  },
])('v2: other inputs are an error at load: $message', async ({ inputs, contract, message }) => {
  const { url } = await peers.start(() => ({ json: { inputs, outputs: [tensor('y', 'FP32', [-1])] } }));
  await expect(connectPeer({ url }, contract)).rejects.toThrow(message);
});

test.each([
  {
    name: 'TF Serving, probabilities',
    contract: wine,
    predictions: [
      [0.75, 0.25],
      [0.125, 0.875],
    ],
    expected: [
      [0, 1],
      [0.75, 0.25, 0.125, 0.875],
    ],
  },
  {
    name: 'probabilities of the second class (KServe xgboost)',
    contract: wine,
    predictions: [0.25, 0.875],
    expected: [
      [0, 1],
      [0.75, 0.25, 0.125, 0.875],
    ],
  },
  { name: 'names of classes', contract: wine, predictions: ['white', 'red'], expected: [[1, 0], undefined] },
  { name: 'indices of classes', contract: wine, predictions: [1, 0], expected: [[1, 0], undefined] },
  { name: 'values in lists', contract: price, predictions: [[10.5], [11]], expected: [[10.5, 11], undefined] },
])('v1 and invocations: $name', async ({ contract, predictions, expected }) => {
  const { url, calls } = await peers.start(() => ({ json: { predictions } }));
  expect(await predicted(await connectPeer({ url, protocol: 'v1' }, contract), rows)).toEqual(expected);
  expect(calls.at(-1)).toMatchObject({ path: '/v1/models/m:predict', body: { instances: rows } });
  expect(await predicted(await connectPeer({ url, protocol: 'invocations' }, contract), rows)).toEqual(expected);
  expect(calls.at(-1)).toMatchObject({ path: '/invocations', body: { dataframe_split: { columns: ['alcohol', 'ash'], data: rows } } });
});

test.each([
  {
    template: {
      path: '/score',
      rows: 'data.rows',
      row: 'object',
      predictions: 'result',
      label: 'label',
      probabilities: 'p',
      classes: ['white', 'red'],
    },
    json: { result: [{ label: 'red', p: [0.25, 0.75] }] },
    body: { data: { rows: [{ alcohol: 13, ash: null }] } },
  },
  {
    template: { path: '/score', row: 'array', probabilities: 'scores' },
    json: { scores: [{ red: 0.75, white: 0.25 }] },
    body: [[13, null]],
  },
] as const)('template: $template', async ({ template, json, body }) => {
  const { url, calls } = await peers.start(() => ({ json }));
  const model = await connectPeer({ url: `${url}/api`, protocol: 'template', template } as never);
  expect(await predicted(model, [[13, null]])).toEqual([[0], [0.75, 0.25]]);
  expect(calls[0]).toMatchObject({ path: '/api/score', body });
});

test.each<{ name: string; json: unknown }>([
  { name: 'a class that is an object without text', json: { outputs: [tensor('label', 'BYTES', [1], [{ toString: 1 }])] } },
  { name: 'null in place of a tensor', json: { outputs: [null] } },
  { name: 'lists a million deep', json: `{"outputs":[{"name":"label","data":${'['.repeat(1e5)}1${']'.repeat(1e5)}}]}` },
])('a response with $name is an error of the server', async ({ json }) => {
  const { url } = await peers.start(({ path }) =>
    path.endsWith('/infer')
      ? typeof json === 'string'
        ? { text: json }
        : { json }
      : { json: { inputs: [], outputs: [tensor('label', 'BYTES', [-1])] } },
  );
  await expect((await connectPeer({ url }, wine)).predict([[13, 2]])).rejects.toMatchObject({ name: 'RemoteError', kind: 'failed' });
});

test('a response is at most as large as the predictions of its rows may be', async () => {
  const { url } = await peers.start(({ path }) =>
    path.endsWith('/infer')
      ? { json: { padding: 'x'.repeat(300_000) } }
      : { json: { inputs: [], outputs: [tensor('label', 'BYTES', [-1])] } },
  );
  await expect((await connectPeer({ url }, wine)).predict([[13, 2]])).rejects.toThrow('too large');
});

test.each([{ inputs: {} }, { inputs: [null] }, { inputs: [{ name: 'a', datatype: 'FP32', shape: 'ab' }] }, []])(
  'metadata %j is an error of the server or describes nothing',
  async (json) => {
    const { url } = await peers.start(() => ({ json }));
    const outcome = connectPeer({ url }, { ...wine, task: 'regression', classes: [] });
    if (Array.isArray(json)) await outcome;
    else await expect(outcome).rejects.toThrow('expected the metadata of a model');
  },
);
