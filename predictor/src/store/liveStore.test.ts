import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { performanceHistorySchema } from '@modelmonitor/api';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { scrapedSamples, sumOf } from '../scrapedSamples.ts';
import { constantForest, testFeatures, testMonitor } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor, until } from '../testPredictor.ts';

// A predictor whose rows and labels are in an SQLite file, as `modelmonitor run` starts it.

const small = { capture: { maxRows: 5 }, drift: { window: { maxRows: 5, minRows: 2 } } };

/** Captured rows, and the sum of what became of them, of one scrape. */
function accountOf(scrape: string): { captured: number; sum: number } {
  const parts = [
    'modelmonitor_store_written_total',
    'modelmonitor_store_queued',
    'modelmonitor_store_dropped_total',
    'modelmonitor_store_failed_total',
  ];
  return {
    captured: sumOf(scrape, 'modelmonitor_captured_total'),
    sum: parts.reduce((sum, name) => sum + sumOf(scrape, name), 0),
  };
}

async function written(predictor: TestPredictor, rows: number): Promise<void> {
  await until(async () => sumOf(await predictor.metrics(), 'modelmonitor_store_written_total') === rows);
}

test('at each scrape captured rows are the sum of written, queued, dropped and failed ones', async () => {
  const predictor = await startTestPredictor({ withData: true });
  const scrapes: string[] = [];
  for (let round = 0; round < 30; round++) {
    const rows = Array.from({ length: 20 }, (_, row) => [row + 1, 'clay', 12]);
    const sent = predictor.post('/predict/batch', { instances: rows });
    scrapes.push(await predictor.metrics());
    expect((await sent).status).toBe(200);
    scrapes.push(await predictor.metrics());
  }
  for (const { captured, sum } of scrapes.map(accountOf)) expect(sum).toBe(captured);
  expect(new Set(scrapes.map((scrape) => sumOf(scrape, 'modelmonitor_store_queued'))).size).toBeGreaterThan(1);
  await written(predictor, 600);
  await predictor.close();
});

test('labels join rows that left the memory long ago, also of an earlier process', async () => {
  const monitor = testMonitor(small);
  const first = await startTestPredictor({ monitor, withData: true });
  const ids: string[] = [];
  for (let row = 0; row < 12; row++) ids.push((await first.predict([row + 1, 'clay', 12], row === 3 ? { id: 'order' } : {})).body.id);
  await written(first, 12);
  expect((await first.post('/feedback', { id: ids[0], actual: 'white' })).body).toMatchObject({ joined: 1, unknown: [] });
  await first.stop();
  const second = await startTestPredictor({ monitor, withData: true, folder: first.folder });
  expect(sumOf(await second.metrics(), 'modelmonitor_capture_rows')).toBe(5);
  const answer = await second.post(
    '/feedback',
    [ids[0], ids[1], 'order', 'later'].map((id) => ({ id, actual: 'red' })),
  );
  expect(answer.body).toEqual({ received: 4, joined: 3, changed: 1, missing: 0, unknown: ['later'] });
  await second.predict([1, 'clay', 1], { id: 'later' });
  await written(second, 1);
  const rows = (await second.get('/data/predictions?label=present')).body.predictions as {
    id: string;
    actual: string;
    labelledAt: string;
  }[];
  expect(rows.map(({ id, actual }) => [id, actual])).toEqual([ids[0], ids[1], 'order', 'later'].map((id) => [id, 'red']));
  expect(rows.every(({ labelledAt }) => !Number.isNaN(Date.parse(labelledAt)))).toBe(true);
  expect((await second.get(`/data/predictions/${ids[5]}`)).body).toMatchObject({
    id: ids[5],
    features: { driver_number: 6 },
    actual: null,
  });
  await second.close();
});

test('a row is found by its id before it is in the store', async () => {
  const predictor = await startTestPredictor({ withData: true });
  const { id } = (await predictor.predict([7, 'sand', 12])).body;
  expect((await predictor.get(`/data/predictions/${id}`)).body).toMatchObject({
    id,
    features: { driver_number: 7, soil: 'sand', alcohol: 12 },
  });
  await predictor.close();
});

test('rows that are queued when the process ends in order are written', async () => {
  const first = await startTestPredictor({ withData: true });
  await first.post('/predict/batch', { instances: Array.from({ length: 500 }, (_, row) => [1 + (row % 50), 'clay', 12]) });
  await first.stop();
  const second = await startTestPredictor({ withData: true, folder: first.folder });
  expect((await second.get('/data/predictions?limit=10000')).body.predictions).toHaveLength(500);
  await second.close();
});

test('another store after a reload takes the rows from then on; none is lost and none counted twice', async () => {
  const monitor = (store: string) => testMonitor({ capture: { store } });
  const predictor = await startTestPredictor({ monitor: monitor('file'), withData: true });
  const change = async (store: string) => {
    await predictor.configure({ monitor: monitor(store) });
    await until(async () => (await predictor.get('/status')).body.store.kind === store);
  };
  const ids = [(await predictor.predict([1, 'clay', 12])).body.id];
  await change('buffer');
  ids.push((await predictor.predict([2, 'clay', 12])).body.id);
  expect((await predictor.get('/data/predictions')).body.predictions.map(({ id }: { id: string }) => id)).toEqual(ids);
  await change('file');
  ids.push((await predictor.predict([3, 'clay', 12])).body.id);
  await written(predictor, 3);
  expect(accountOf(await predictor.metrics())).toEqual({ captured: 3, sum: 3 });
  const stored = (await predictor.get('/data/predictions')).body.predictions.map(({ id }: { id: string }) => id);
  expect(stored).toEqual([ids[0], ids[2]]);
  expect(
    (
      await predictor.post(
        '/feedback',
        ids.map((id) => ({ id, actual: 'red' })),
      )
    ).body,
  ).toMatchObject({ joined: 3, unknown: [] });
  await predictor.close();
});

test('rows before and after a new feature are on pages of their own, and redacted values in no file', async () => {
  const wider = [...testFeatures, { name: 'new', type: 'numeric', optional: true }];
  const redact = ['alcohol'];
  const predictor = await startTestPredictor({ monitor: testMonitor({ capture: { redact } }), withData: true });
  await predictor.predict([1, 'clay', 12.34567]);
  const model = constantForest(0, { features: wider.map(({ name }) => name) });
  const files = { 'configmaps/v1/model.json': model, 'configmaps/v2/model.json': model };
  await predictor.configure({ monitor: testMonitor({ capture: { redact }, features: wider }), files });
  await until(async () => (await predictor.predict([2, 'clay', 1, 5])).status === 200);
  await until(async () => (await predictor.get('/status')).body.store.queued === 0);
  const first = (await predictor.get('/data/predictions')).body;
  expect(first.predictions.map(({ features }: { features: object }) => features)).toEqual([{ driver_number: 1, soil: 'clay' }]);
  const second = (await predictor.get(first.next)).body;
  expect([second.predictions[0].features, second.next]).toEqual([{ driver_number: 2, soil: 'clay', new: 5 }, null]);
  expect((await stat(join(predictor.dataDirectory, 'predictions.sqlite'))).mode & 0o077).toBe(0);
  await predictor.close();
});

test('figures over time come from the file', async () => {
  const predictor = await startTestPredictor({ withData: true });
  const { id } = (await predictor.predict([7, 'sand', 12])).body;
  await predictor.post('/feedback', { id, actual: 'red' });
  const isHistory = new Ajv2020({ strict: false }).compile(performanceHistorySchema);
  for (const query of ['', '?by=day', '?by=hour&version=v1&detail=true&from=2026-01-01']) {
    const { status, body } = await predictor.get(`/data/performance${query}`);
    expect([status, isHistory(body), isHistory.errors]).toEqual([200, true, null]);
  }
  expect((await predictor.get('/data/performance?by=week')).body.detail).toBe('by: expected hour or day, got "week"');
  await predictor.close();
});

test('with a buffer there are no figures over time', async () => {
  const predictor = await startTestPredictor();
  const { status, body } = await predictor.get('/data/performance');
  expect([status, body.type, body.detail]).toEqual([503, 'urn:modelmonitor:problem:no_store', expect.stringContaining('capture.store')]);
  expect(scrapedSamples(await predictor.metrics()).filter(({ name }) => name === 'modelmonitor_store_dropped_total')).toHaveLength(2);
  await predictor.close();
});
