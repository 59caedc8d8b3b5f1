import type { TestAnswer } from './inferenceServer.ts';
import { serversOfSuite } from './serversOfSuite.ts';

const servers = serversOfSuite();

const path = '/v2/models/tested/infer';

/** Sends a request as the client of Triton does: JSON, then the bytes of the tensors. */
function send(server: keyof typeof servers, json: object, bytes: readonly Buffer[] = [], header?: string): Promise<TestAnswer> {
  const text = Buffer.from(JSON.stringify(json));
  const headers = { 'content-type': 'application/octet-stream', 'inference-header-content-length': header ?? String(text.length) };
  return servers[server].post(path, Buffer.concat([text, ...bytes]), headers);
}

const tensor = (name: string, datatype: string, shape: number[], size: unknown) => ({
  name,
  datatype,
  shape,
  parameters: { binary_data_size: size },
});
const texts = (...values: string[]) =>
  Buffer.concat(values.flatMap((value) => [Buffer.from(Uint32Array.of(Buffer.byteLength(value)).buffer), Buffer.from(value)]));
const row = [11, 90, 500];

/** Bytes of the numbers of `row` in each datatype. */
const encodings = [
  { datatype: 'FP64', bytes: Buffer.from(Float64Array.from(row).buffer) },
  { datatype: 'FP32', bytes: Buffer.from(Float32Array.from(row).buffer) },
  // 11, 90 and 500 as IEEE 754 binary16 and as bfloat16.
  { datatype: 'FP16', bytes: Buffer.from(Uint16Array.of(0x4980, 0x55a0, 0x5fd0).buffer) },
  { datatype: 'BF16', bytes: Buffer.from(Uint16Array.of(0x4130, 0x42b4, 0x43fa).buffer) },
  { datatype: 'INT64', bytes: Buffer.from(BigInt64Array.from(row, BigInt).buffer) },
  { datatype: 'UINT64', bytes: Buffer.from(BigUint64Array.from(row, BigInt).buffer) },
  { datatype: 'INT32', bytes: Buffer.from(Int32Array.from(row).buffer) },
  { datatype: 'UINT32', bytes: Buffer.from(Uint32Array.from(row).buffer) },
  { datatype: 'INT16', bytes: Buffer.from(Int16Array.from(row).buffer) },
  { datatype: 'UINT16', bytes: Buffer.from(Uint16Array.from(row).buffer) },
  { datatype: 'BYTES', bytes: texts('11', '90', '5e2') },
];

test.each(encodings)('a binary tensor of $datatype is the row it is in JSON', async ({ datatype, bytes }) => {
  const inputs = [tensor('x', datatype, [1, 3], bytes.length)];
  const expected = await servers.wine.post(path, { inputs: [{ name: 'x', datatype: 'FP64', shape: [1, 3], data: row }] });
  const answer = await send('wine', { inputs }, [bytes]);
  expect(answer.status).toBe(200);
  expect(answer.body.outputs).toEqual(expected.body.outputs);
});

test('small numbers, negative numbers and missing values', async () => {
  const inputs = [tensor('alcohol', 'UINT8', [2], 2), tensor('magnesium', 'INT8', [2], 2), tensor('proline', 'FP32', [2], 8)];
  const bytes = [Buffer.of(11, 13), Buffer.of(0x9c, 90), Buffer.from(Float32Array.of(Number.NaN, 500).buffer)];
  const { status, body } = await send('wine', { inputs }, bytes);
  const same = await servers.wine.post('/predict/batch', {
    instances: [
      [11, -100, null],
      [13, 90, 500],
    ],
  });
  expect([status, body.outputs[0].data]).toEqual([200, same.body.predictions.map(({ prediction }: { prediction: string }) => prediction)]);
});

test('true and false are numbers of a numeric feature', async () => {
  const inputs = [tensor('speed', 'FP64', [2], 16), tensor('rain', 'BOOL', [2], 2)];
  const { body } = await send('race', { inputs }, [Buffer.from(Float64Array.of(90, 90).buffer), Buffer.of(1, 0)]);
  const same = await servers.race.post('/predict/batch', {
    instances: [
      [90, 1],
      [90, 0],
    ],
  });
  expect(body.outputs[0].data).toEqual(same.body.predictions.map(({ prediction }: { prediction: number }) => prediction));
});

test('binary and JSON tensors in one request, categories as bytes', async () => {
  const inputs = [{ name: 'alcohol', datatype: 'FP64', shape: [2], data: [13, 11] }, tensor('soil', 'BYTES', [2, 1], 16)];
  const { status, body } = await send('soil', { inputs }, [texts('clay', 'sand')]);
  const same = await servers.soil.post('/predict/batch', {
    instances: [
      [13, 'clay'],
      [11, 'sand'],
    ],
  });
  expect([status, body.outputs[0].data]).toEqual([200, same.body.predictions.map(({ prediction }: { prediction: string }) => prediction)]);
});

/** The response to a request for binary outputs, its JSON and what follows it. */
async function binaryAnswer(request: object): Promise<{ json: ReturnType<typeof JSON.parse>; rest: Buffer }> {
  const response = await fetch(`${servers.wine.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ inputs: [{ name: 'x', datatype: 'FP64', shape: [2, 3], data: [...row, 13, 90, 800] }], ...request }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const length = Number(response.headers.get('inference-header-content-length') ?? bytes.length);
  return { json: JSON.parse(bytes.subarray(0, length).toString()), rest: bytes.subarray(length) };
}

test('outputs come as bytes where they are requested so, one by one or all', async () => {
  const { json: plain } = await binaryAnswer({});
  const [predicted, probabilities] = plain.outputs;
  const numbers = Buffer.from(Float64Array.from(probabilities.data as number[]).buffer);
  const all = await binaryAnswer({ parameters: { binary_data_output: true } });
  expect(all.json.outputs).toEqual([
    { name: 'predict', datatype: 'BYTES', shape: [2], parameters: { binary_data_size: texts(...predicted.data).length } },
    {
      name: 'predict_proba',
      datatype: 'FP64',
      shape: [2, 3],
      parameters: { classes: probabilities.parameters.classes, binary_data_size: 48 },
    },
  ]);
  expect(all.rest).toEqual(Buffer.concat([texts(...predicted.data), numbers]));
  const one = await binaryAnswer({ outputs: [{ name: 'predict_proba', parameters: { binary_data: true } }, { name: 'predict' }] });
  expect(one.json.outputs.map(({ name, data }: { name: string; data?: unknown }) => [name, data])).toEqual([
    ['predict_proba', undefined],
    ['predict', predicted.data],
  ]);
  expect(one.rest).toEqual(numbers);
  const others = await binaryAnswer({
    parameters: { binary_data_output: true },
    outputs: [{ name: 'predict', parameters: { binary_data: false } }],
  });
  expect([others.json.outputs[0].data, others.rest.length]).toEqual([predicted.data, 0]);
});

const numbers = Buffer.from(Float64Array.from(row).buffer);
test.each([
  {
    name: 'a header longer than the body',
    inputs: [],
    bytes: [],
    header: '999',
    detail: /^expected Inference-Header-Content-Length of 1 to 13, the bytes of the body, got "999"$/,
  },
  { name: 'a header that is no length', inputs: [], bytes: [], header: '-1', detail: /got "-1"$/ },
  { name: 'no JSON at all', inputs: [], bytes: [], header: '0', detail: /got "0"$/ },
  {
    name: 'fewer bytes than the tensor has',
    inputs: [tensor('x', 'FP64', [1, 3], 24)],
    bytes: [numbers.subarray(0, 20)],
    detail: /^\/inputs\/0: expected at most 20 bytes, .* got 24$/,
  },
  {
    name: 'fewer bytes than the shape has',
    inputs: [tensor('x', 'FP64', [1, 3], 16)],
    bytes: [numbers.subarray(0, 16)],
    detail: '/inputs/0: expected 24 bytes (3 values of FP64), got 16',
  },
  {
    name: 'bytes that no tensor has',
    inputs: [tensor('x', 'FP64', [1, 3], 24)],
    bytes: [numbers, Buffer.alloc(3)],
    detail: 'expected 24 bytes behind the JSON, the sum of binary_data_size, got 27',
  },
  {
    name: 'a text that goes beyond its tensor',
    inputs: [tensor('x', 'BYTES', [1, 3], 8)],
    bytes: [Buffer.of(255, 0, 0, 0, 1, 2, 3, 4)],
    detail: '/inputs/0: expected 3 texts (BYTES), got bytes that end within text 1',
  },
  {
    name: 'fewer texts than the shape has',
    inputs: [tensor('x', 'BYTES', [1, 3], 6)],
    bytes: [texts('11')],
    detail: '/inputs/0: expected 3 texts (BYTES), got 1',
  },
  {
    name: 'more texts than the shape has',
    inputs: [tensor('x', 'BYTES', [1, 3], 23)],
    bytes: [texts('11', '90', '50', '1')],
    detail: '/inputs/0: expected 3 texts (BYTES), got more',
  },
  {
    name: 'a size that is no number',
    inputs: [tensor('x', 'FP64', [1, 3], '24')],
    bytes: [numbers],
    detail: '/inputs/0: expected a whole number of bytes as binary_data_size, got "24"',
  },
])('$name gets 400 that says so', async ({ inputs, bytes, header, detail }) => {
  const { status, body } = await send('wine', { inputs }, bytes, header);
  expect([status, body.type]).toEqual([400, 'urn:modelmonitor:problem:malformed_tensor']);
  if (typeof detail === 'string') expect(body.error).toBe(detail);
  else expect(body.error).toMatch(detail);
});

test('binary data without its header gets 400', async () => {
  const { status, body } = await servers.wine.post(path, { inputs: [tensor('x', 'FP64', [1, 3], 24)] });
  expect([status, body.error]).toEqual([
    400,
    '/inputs/0: expected the header Inference-Header-Content-Length with binary_data_size, got none',
  ]);
});
