import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RemoteSource } from '@modelmonitor/api/plain';
import { connectRemote } from './connectRemote.ts';
import type { RemoteCell, RemoteContract } from './remoteModel.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Call {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

type Answer = { status?: number; json?: unknown; text?: string; type?: string; drop?: boolean; late?: number };

/** A server whose answers are recorded ones. */
async function peer(answer: (call: Call, count: number) => Answer) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const call = { path: request.url ?? '', headers: request.headers, body: text === '' ? {} : JSON.parse(text) };
    calls.push(call);
    const { status = 200, json, text: plain, type = 'application/json', drop, late = 0 } = answer(call, calls.length);
    if (drop === true) return void request.socket.destroy();
    setTimeout(() => response.writeHead(status, { 'content-type': type }).end(plain ?? JSON.stringify(json)), late);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, server };
}

const numeric = (...names: string[]) => names.map((name) => ({ name, type: 'numeric' as const }));
const wine: RemoteContract = { task: 'classification', features: numeric('alcohol', 'ash'), classes: ['red', 'white'] };
const towns: RemoteContract = { ...wine, features: [...numeric('age'), { name: 'town', type: 'categorical' }] };
const price: RemoteContract = { ...wine, task: 'regression', classes: [] };

const connect = (remote: Partial<RemoteSource> & { url: string }, contract = wine) =>
  connectRemote({ protocol: 'v2', model: 'm', timeout: '2s', maxInFlight: 64, idempotent: false, ...remote } as RemoteSource, contract, {
    readSecret: async ({ key }) => `${key}-text`,
    ca: undefined,
    allowLocalAddresses: true,
    now: () => performance.now(),
  });

/** Predictions as plain lists. */
async function predicted(model: Awaited<ReturnType<typeof connect>>, rows: readonly (readonly RemoteCell[])[]) {
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
  const { url, calls } = await peer(({ path }) =>
    path.endsWith('/infer') ? { json: { outputs: [tensor('output__0', 'FP32', [2, 2], [0.75, 0.25, 0.125, 0.875])] } } : { json: metadata },
  );
  const model = await connect({ url, version: '3' });
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
  const { url, calls } = await peer(({ path }) =>
    path.endsWith('/infer') ? { json: { outputs: [tensor('label', 'BYTES', [1], ['white'])] } } : { json: metadata },
  );
  expect(await predicted(await connect({ url }, towns), [[30, 'rome']])).toEqual([[1], undefined]);
  expect(calls[1]?.body['inputs']).toEqual([
    { name: 'age', datatype: 'FP64', shape: [1], data: [30] },
    { name: 'town', datatype: 'BYTES', parameters: { content_type: 'str' }, shape: [1, 1], data: ['rome'] },
  ]);
});

test('v2: MLServer says nothing of its tensors; frames by its content type, probabilities when it has them', async () => {
  const { url, calls } = await peer(({ path, body }) => {
    if (!path.endsWith('/infer')) return { json: { inputs: [], outputs: [], parameters: { content_type: 'pd' } } };
    const count = (body['inputs'] as { shape: number[] }[])[0]?.shape[0] ?? 0;
    const shares = Array.from({ length: count }, () => [0.25, 0.75]).flat();
    return {
      json: {
        outputs: [tensor('predict', 'INT64', [count, 1], Array(count).fill(1)), tensor('predict_proba', 'FP64', [count, 2], shares)],
      },
    };
  });
  expect(await predicted(await connect({ url }, towns), [[30, 'rome']])).toEqual([[1], [0.25, 0.75]]);
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
  const { url } = await peer(() => ({ json: { inputs, outputs: [tensor('y', 'FP32', [-1])] } }));
  await expect(connect({ url }, contract)).rejects.toThrow(message);
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
  const { url, calls } = await peer(() => ({ json: { predictions } }));
  expect(await predicted(await connect({ url, protocol: 'v1' }, contract), rows)).toEqual(expected);
  expect(calls.at(-1)).toMatchObject({ path: '/v1/models/m:predict', body: { instances: rows } });
  expect(await predicted(await connect({ url, protocol: 'invocations' }, contract), rows)).toEqual(expected);
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
  const { url, calls } = await peer(() => ({ json }));
  const model = await connect({ url: `${url}/api`, protocol: 'template', template } as never);
  expect(await predicted(model, [[13, null]])).toEqual([[0], [0.75, 0.25]]);
  expect(calls[0]).toMatchObject({ path: '/api/score', body });
});

test('credentials are sent, and headers of the request are passed on', async () => {
  const { url, calls } = await peer(() => ({ json: { predictions: [1] } }));
  const auth = { bearer: { secretRef: { name: 'modelmonitor-peer', key: 'token' } } };
  const model = await connect({ url, protocol: 'invocations', auth });
  await model.predict([[1, 2]], { traceparent: '00-1-2-01' });
  expect(calls[0]?.headers).toMatchObject({ authorization: 'Bearer token-text', traceparent: '00-1-2-01' });
});

test.each<{ name: string; answer: Answer; kind: string; message: string }>([
  { name: 'too few results', answer: { json: { predictions: [1] } }, kind: 'failed', message: 'expected 2 results, one per row, got 1' },
  {
    name: 'a class of another model',
    answer: { json: { predictions: ['rosé', 1] } },
    kind: 'failed',
    message: 'row 0: expected one of the classes red, white, got "rosé"',
  },
  { name: 'a page', answer: { text: '<html>', type: 'text/html' }, kind: 'failed', message: 'expected JSON, got text/html: <html>' },
  { name: 'half of a response', answer: { text: '{"predictions":' }, kind: 'failed', message: 'expected JSON, got {"predictions":' },
  {
    name: 'a refusal',
    answer: { status: 422, json: { detail: 'ash is missing' } },
    kind: 'refused',
    message: 'answered 422: {"detail":"ash is missing"}',
  },
  { name: 'a failure', answer: { status: 500, json: {} }, kind: 'failed', message: 'answered 500' },
  { name: 'a server that loads', answer: { status: 503, json: {} }, kind: 'unavailable', message: 'answered 503' },
  { name: 'a redirect', answer: { status: 302, json: {} }, kind: 'failed', message: 'answered 302' },
  { name: 'no answer in time', answer: { json: {}, late: 3000 }, kind: 'unavailable', message: 'it did not answer within 0.2 s' },
])('$name is an error', async ({ answer, kind, message }) => {
  const { url } = await peer(() => answer);
  const model = await connect({ url, protocol: 'invocations', timeout: '200ms' });
  await expect(
    model.predict([
      [1, 2],
      [3, 4],
    ]),
  ).rejects.toMatchObject({ name: 'RemoteError', kind, message: expect.stringContaining(message) });
});

test.each([
  { idempotent: false, calls: 1 },
  { idempotent: true, calls: 2 },
])('a connection that ends before a response: idempotent $idempotent is $calls calls', async ({ idempotent, calls: expected }) => {
  const { url, calls } = await peer((_call, count) => (count === 1 ? { drop: true } : { json: { predictions: [1] } }));
  const model = await connect({ url, protocol: 'invocations', idempotent });
  const outcome = model.predict([[1, 2]]);
  if (idempotent) await expect(outcome).resolves.toMatchObject({ values: Float64Array.of(1) });
  else await expect(outcome).rejects.toMatchObject({ kind: 'unavailable' });
  expect(calls).toHaveLength(expected);
});

test('more calls than allowed are refused at once, and the others are answered', async () => {
  const { url } = await peer(() => ({ json: { predictions: [1] }, late: 50 }));
  const model = await connect({ url, protocol: 'invocations', maxInFlight: 2 });
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => model.predict([[1, 2]])));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
});

test('a server that was killed stops calls within a second, and one that is back answers again', async () => {
  const { url, server } = await peer(() => ({ json: { predictions: [1] } }));
  const model = await connect({ url, protocol: 'invocations' });
  await model.predict([[1, 2]]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const start = performance.now();
  while (model.isUp()) await model.predict([[1, 2]]).catch(() => undefined);
  expect(performance.now() - start).toBeLessThan(1000);
  const refusal = performance.now();
  await expect(model.predict([[1, 2]])).rejects.toMatchObject({ kind: 'unavailable', message: `${url} does not answer` });
  expect(performance.now() - refusal).toBeLessThan(20);
  await new Promise<void>((resolve) => server.listen(Number(new URL(url).port), '127.0.0.1', resolve));
  while (!model.isUp()) await model.predict([[1, 2]]).catch(() => new Promise((resolve) => setTimeout(resolve, 50)));
  await expect(model.predict([[1, 2]])).resolves.toBeDefined();
});
