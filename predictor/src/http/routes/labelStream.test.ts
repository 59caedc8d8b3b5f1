import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { scrapedSamples } from '../../scrapedSamples.ts';
import { testMonitor } from '../../testConfiguration.ts';
import { startTestPredictor, type TestPredictor } from '../../testPredictor.ts';

// Labels over HTTP, to a predictor that keeps rows in its buffer.

let predictor: TestPredictor;
beforeAll(async () => {
  predictor = await startTestPredictor({
    monitor: testMonitor({ capture: { store: 'buffer', maxRows: 8 }, drift: { window: { maxRows: 8, minRows: 2 } } }),
  });
  for (const id of ['a', 'b,c', 'd']) await predictor.predict([1, 'clay', 12], { id });
});
afterAll(() => predictor.close());

const csv = (text: string | Buffer, headers = {}) => send('text/csv', text, headers);
const ndjson = (text: string) => send('application/x-ndjson', text);
const send = (type: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
  predictor.send({ method: 'POST', path: '/feedback', body, headers: { 'content-type': type, ...headers } });

test.each([
  { name: 'CSV', text: 'id,actual\na,red\nnone,white\n', type: 'text/csv' },
  { name: 'CSV of a spreadsheet', text: '\ufeffactual;id;note\r\nred;a;"x;""y"""\r\nwhite;none;\r\n', type: 'text/csv; charset=utf-8' },
  { name: 'CSV without a line break at its end', text: 'id\tactual\na\tred\nnone\twhite', type: 'text/csv' },
  { name: 'lines of JSON', text: '{"id":"a","actual":"red"}\n\n{"id":"none","actual":"white"}', type: 'application/x-ndjson' },
])('labels of $name are joined as those of a list', async ({ text, type }) => {
  const { status, body } = await send(type, text);
  expect([status, body]).toEqual([200, { received: 2, joined: 1, changed: 0, missing: 0, unknown: ['none'] }]);
});

test('an empty field means that there is no label yet, a quoted id may hold the delimiter', async () => {
  const { body } = await csv('id,actual\na,\n"b,c",white\n');
  expect(body).toEqual({ received: 2, joined: 1, changed: 0, missing: 1, unknown: [] });
});

test('a packed stream is unpacked', async () => {
  const { body } = await csv(gzipSync('id,actual\nd,white\n'), { 'content-encoding': 'gzip' });
  expect(body).toMatchObject({ received: 1, joined: 1 });
});

test.each([
  {
    name: 'a class that the model does not have',
    send: () => csv('id,actual\nd,white\nd,red\na,blue\na,red\n'),
    detail: /^line 4, field actual: expected one of red, white, got "blue"; the 2 labels before were stored, 2 of them joined$/,
  },
  {
    name: 'a line with too many fields',
    send: () => csv('id,actual\nd,white,1\n'),
    detail: /^line 2: expected 2 fields, got 3; no label was stored$/,
  },
  {
    name: 'a line without an id',
    send: () => csv('id,actual\n,white\n'),
    detail: /^line 2, field id: expected the id of a prediction, got ""; no label was stored$/,
  },
  {
    name: 'an id that no prediction can have',
    send: () => csv('id,actual\na\0,white\n'),
    detail: /^line 2, field id: expected the id of a prediction, got "a\\u0000"; no label was stored$/,
  },
  {
    name: 'lists within lists',
    send: () => send('application/x-ndjson', `${'['.repeat(30_000)}${']'.repeat(30_000)}\n`),
    detail: /^line 1: expected /,
  },
  { name: 'a quote that is not closed', send: () => csv('id,actual\n"a,white\n'), detail: /^line 2: expected a closing quote/ },
  {
    name: 'a file of other columns',
    send: () => csv('order,colour\na,white\n'),
    detail: /^line 1: expected a header with the columns id and actual, got "order,colour"/,
  },
  {
    name: 'a line that is no JSON',
    send: () => ndjson('{"id":"d","actual":"white"}\n{"id"\n'),
    detail: /^line 2: expected a line of JSON.*; the 1 labels before were stored/,
  },
  {
    name: 'another member',
    send: () => ndjson('{"id":"d","actual":"white","x":1}\n'),
    detail: /^line 1: expected an object \{id, actual\}/,
  },
  {
    name: 'a line without an end',
    send: () => csv(`id,actual\n${'x'.repeat(70_000)}`),
    detail: /^line 2: expected a line of at most 65536 characters/,
  },
])('$name is refused with its line and what was stored before', async ({ send: sendIt, detail }) => {
  const { status, body } = await sendIt();
  expect([status, body.detail]).toEqual([422, expect.stringMatching(detail)]);
});

test.each([
  { name: 'bytes that are no UTF-8', text: Buffer.from([0x69, 0x64, 0xff]), headers: {}, status: 400 },
  { name: 'what is not packed', text: Buffer.from('id,actual\n'), headers: { 'content-encoding': 'gzip' }, status: 400 },
  { name: 'an unknown packing', text: Buffer.from('id,actual\n'), headers: { 'content-encoding': 'br' }, status: 415 },
])('$name is refused', async ({ text, headers, status }) => {
  expect((await csv(text, headers)).status).toBe(status);
});

test('more labels than are joined at a time are all counted', async () => {
  const lines = Array.from({ length: 12_345 }, (_, row) => `id-${row},white\n`);
  const { body } = await csv(`id,actual\n${lines.join('')}d,red\n`);
  expect({ ...body, unknown: body.unknown.length }).toEqual({ received: 12_346, joined: 1, changed: 1, missing: 0, unknown: 100 });
});

test('a label that arrives before its prediction waits for it; beyond the size of the buffer the oldest is dropped', async () => {
  const before = scrapedSamples(await predictor.metrics());
  const dropped = (samples: typeof before) => samples.find(({ name }) => name === 'modelmonitor_labels_dropped_total')?.value ?? Number.NaN;
  await csv(`id,actual\n${Array.from({ length: 9 }, (_, row) => `early-${row},white\n`).join('')}`);
  const after = scrapedSamples(await predictor.metrics());
  expect(after.find(({ name }) => name === 'modelmonitor_labels_waiting')?.value).toBe(8);
  expect(dropped(after)).toBeGreaterThan(dropped(before));
  for (const id of ['early-0', 'early-8']) await predictor.predict([1, 'clay', 12], { id });
  const rows = (await predictor.get('/data/predictions')).body.predictions;
  expect(
    rows.filter(({ id }: { id: string }) => id.startsWith('early')).map(({ id, actual }: { id: string; actual: string }) => [id, actual]),
  ).toEqual([
    ['early-0', null],
    ['early-8', 'white'],
  ]);
});

test('a large packed stream with a bad line is read to its end, so that its client reads the refusal', async () => {
  // Hardly compressible: the client sends megabytes after the line that is refused.
  const lines = Array.from({ length: 100_000 }, () => `${randomBytes(24).toString('base64')},white\n`);
  const body = gzipSync(`id,actual\nd,blue\n${lines.join('')}`);
  expect(body.length).toBeGreaterThan(2 ** 20);
  const { status, body: answer } = await csv(body, { 'content-encoding': 'gzip' });
  expect([status, answer.detail]).toEqual([422, expect.stringMatching(/^line 2, field actual/)]);
});
