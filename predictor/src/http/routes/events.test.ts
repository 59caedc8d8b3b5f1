import { scrapedSamples, sumOf } from '../../scrapedSamples.ts';
import { testFeatures, testMonitor, testVersion } from '../../testConfiguration.ts';
import { startTestPredictor, type TestPredictor } from '../../testPredictor.ts';

const soil = { name: 'soil', type: 'categorical', values: ['clay', 'sand', 'chalk'] };
const features = testFeatures.map((feature) => (feature.name === 'soil' ? soil : feature));
const monitor = testMonitor({ features, versions: [testVersion('v1', { source: { events: {} } })] });

let predictor: TestPredictor;
beforeAll(async () => {
  predictor = await startTestPredictor({ monitor });
});
afterAll(() => predictor.close());

const recorded = async () => {
  const scrape = await predictor.metrics();
  const predictions = scrapedSamples(scrape).filter(({ name }) => name === 'modelmonitor_predicted_class_total');
  return {
    captured: sumOf(scrape, 'modelmonitor_captured_total'),
    classes: Object.fromEntries(predictions.map(({ labels, value }) => [labels['class'], value])),
  };
};
const row = { driver_number: 44, soil: 'clay', alcohol: 12 };

/** What an event adds to the captured rows. */
async function send(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const before = (await recorded()).captured;
  const answer = await predictor.post('/events', body, headers);
  return { status: answer.status, body: answer.body, captured: (await recorded()).captured - before };
}
const ce = (id: string, half: string) => ({
  'ce-id': id,
  'ce-type': `org.kubeflow.serving.inference.${half}`,
  'ce-specversion': '1.0',
  'ce-source': 'http://localhost:9081/',
});

test('binary CloudEvents of KServe are joined by their id, whatever comes first, and a label follows', async () => {
  expect(await send({ instances: [row, [1, 'sand', null]] }, ce('a', 'request'))).toMatchObject({
    body: { received: 1, recorded: 0 },
    captured: 0,
  });
  expect(await send({ predictions: ['white', 'red'] }, ce('a', 'response'))).toMatchObject({ body: { recorded: 2 }, captured: 2 });
  expect((await predictor.post('/feedback', { id: 'a/1', actual: 'white' })).body).toMatchObject({ joined: 1 });
  const outputs = [{ name: 'p', datatype: 'FP64', shape: [1, 2], data: [0.25, 0.75] }];
  expect(await send({ outputs }, ce('b', 'response'))).toMatchObject({ captured: 0 });
  const tensor = (name: string, datatype: string, value: unknown) => ({ name, datatype, shape: [1], data: [value] });
  const inputs = [tensor('driver_number', 'INT64', 7), tensor('soil', 'BYTES', 'chalk')];
  expect(await send({ inputs }, ce('b', 'request'))).toMatchObject({ captured: 1 });
});

test('structured and batched CloudEvents, also with data in base64', async () => {
  const event = (id: string, half: string, data: unknown) => ({
    specversion: '1.0',
    id,
    type: `org.kubeflow.serving.inference.${half}`,
    data,
  });
  const { data, ...rest } = event('c', 'response', { predictions: [1] });
  const encoded = { ...rest, data_base64: Buffer.from(JSON.stringify(data)).toString('base64') };
  const batch = { 'content-type': 'application/cloudevents-batch+json' };
  expect(await send([event('c', 'request', { instances: [row] }), encoded], batch)).toMatchObject({
    body: { received: 2, recorded: 1 },
    captured: 1,
  });
  const one = { 'content-type': 'application/cloudevents+json' };
  expect(await send(event('d', 'request', { instances: [row] }), one)).toMatchObject({ body: { received: 1, recorded: 0 } });
});

test('plain predictions, one or a list', async () => {
  expect(await send({ features: row, prediction: 'white', probabilities: { red: 0.25, white: 0.75 }, id: 'order-7' })).toMatchObject({
    captured: 1,
  });
  expect(
    await send([
      { features: [1, 'clay', 1], prediction: 'red' },
      { features: row, prediction: 'red' },
    ]),
  ).toMatchObject({ captured: 2 });
  expect((await recorded()).classes).toMatchObject({ red: expect.any(Number), white: expect.any(Number) });
});

test.each<{ name: string; body: unknown; headers?: Record<string, string>; detail: string }>([
  {
    name: 'a row that the contract refuses',
    body: { instances: [{ ...row, driver_number: 100 }] },
    headers: ce('x', 'request'),
    detail: 'feature "driver_number"',
  },
  {
    name: 'another type of event',
    body: {},
    headers: { ...ce('x', 'request'), 'ce-type': 'other' },
    detail: 'inference.request or .response, got "other"',
  },
  { name: 'a class of another model', body: { features: row, prediction: 'rosé' }, detail: 'expected one of red, white, got "rosé"' },
  { name: 'no prediction', body: { features: row }, detail: 'expected an object {id, features, prediction, probabilities}' },
])('$name is refused', async ({ body, headers, detail }) => {
  expect(await send(body, headers)).toMatchObject({ status: 422, body: { detail: expect.stringContaining(detail) }, captured: 0 });
});

test('halves that do not fit are refused, and the version answers no request itself', async () => {
  await send({ instances: [row] }, ce('e', 'request'));
  expect(await send({ predictions: ['red', 'red'] }, ce('e', 'response'))).toMatchObject({ status: 422, captured: 0 });
  expect((await predictor.predict(row)).body).toMatchObject({ status: 404, detail: expect.stringContaining('served elsewhere') });
  expect((await predictor.get('/status')).body.versions[0]).toMatchObject({ format: 'events', source: 'events, matched within 1m' });
});

test('without a version of events there is nothing to receive', async () => {
  const other = await startTestPredictor();
  expect((await other.post('/events', { features: row, prediction: 'red' })).status).toBe(404);
  await other.close();
});
