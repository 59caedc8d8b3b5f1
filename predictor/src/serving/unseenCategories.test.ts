import { sumOf } from '../scrapedSamples.ts';
import { constantForest, testMonitor, testVersion } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor, until } from '../testPredictor.ts';

const features = (unseen?: string) => [
  { name: 'driver_number', type: 'numeric', range: { min: 1, max: 99 } },
  { name: 'soil', type: 'categorical', ...(unseen === undefined ? {} : { unseen }) },
  { name: 'alcohol', type: 'numeric', optional: true },
];
const monitorWith = (unseen?: string) => testMonitor({ features: features(unseen), versions: [testVersion('v1')] });

/** Predicts white for sand (index 1) and what is behind it, red for clay. */
const bySoil = constantForest(0, { trees: [{ feature: [1, -1, -1], value: [0.5, 0, 1] }] });

let predictor: TestPredictor;
afterEach(() => predictor.close());

/** Sends 60 rows, every fourth of them with a new category. */
async function sendRows(): Promise<number[]> {
  const statuses: number[] = [];
  for (let row = 0; row < 60; row++)
    statuses.push((await predictor.predict([1 + (row % 50), row % 4 === 0 ? `new soil ${row % 8}` : 'clay', 12])).status);
  return statuses;
}

const outcomes = async () => {
  const scrape = await predictor.metrics();
  const rows = (outcome: string) => sumOf(scrape, 'modelmonitor_unseen_category_rows_total', { outcome });
  return { captured: rows('captured'), refused: rows('refused'), predicted: rows('predicted') };
};

const newCategories = (body: { quality: { tests: { test: string; column: string | null; verdict: string; value: unknown }[] } }) =>
  body.quality.tests.find(({ test: name, column }) => name === 'new_categories' && column === 'soil');

test('rows with an unseen category are refused, and drift checks see them, after a restart too', async () => {
  predictor = await startTestPredictor({ monitor: monitorWith(), drift: 'real', withData: true });
  const statuses = await sendRows();
  expect([statuses.filter((status) => status === 422).length, statuses.filter((status) => status === 200).length]).toEqual([15, 45]);
  expect(await outcomes()).toEqual({ captured: 15, refused: 0, predicted: 0 });
  expect((await predictor.get('/status')).body).toMatchObject({ capture: { rows: 45, refused: 15 }, total: { unseen: 15 } });
  const { status, body } = await predictor.post('/generate_reports', {});
  expect(status).toBe(200);
  expect(body).toMatchObject({ current: { rows: 60, refused: 15 }, prediction: { current: { rows: 45 } } });
  expect(body.features.soil.current.histogram.values).toEqual(expect.arrayContaining(['new soil 0', 'new soil 4']));
  expect(newCategories(body)).toMatchObject({ value: 2, detail: expect.stringContaining('new soil 4') });
  expect(body.warnings).toContainEqual(expect.stringMatching(/^15 of the 60 current rows were refused for a category/));
  await predictor.stop();
  predictor = await startTestPredictor({ monitor: monitorWith(), drift: 'real', withData: true, folder: predictor.folder });
  expect((await predictor.get('/status')).body.capture).toMatchObject({ rows: 45, refused: 15 });
  expect((await predictor.post('/generate_reports', {})).body.current).toMatchObject({ rows: 60, refused: 15 });
});

test('where the resource refuses them, they are counted and not kept', async () => {
  predictor = await startTestPredictor({ monitor: monitorWith('refuse') });
  await sendRows();
  expect(await outcomes()).toEqual({ captured: 0, refused: 15, predicted: 0 });
  expect((await predictor.get('/status')).body.capture).toMatchObject({ rows: 45, refused: 0 });
});

test('where the model predicts them, the rows are captured with the category', async () => {
  const files = { 'configmaps/v1/model.json': bySoil };
  predictor = await startTestPredictor({ monitor: monitorWith('predict'), files, drift: 'real', withData: true });
  expect(new Set(await sendRows())).toEqual(new Set([200]));
  expect((await predictor.predict([1, 'clay', 12])).body.prediction).toBe('red');
  // One past the last known category: on the same side of each split as the last one.
  expect((await predictor.predict([1, 'never seen', 12])).body.prediction).toBe('white');
  expect(await outcomes()).toEqual({ captured: 0, refused: 0, predicted: 16 });
  const { body } = await predictor.post('/generate_reports', {});
  expect(body.current.rows).toBe(62);
  expect(newCategories(body)).toMatchObject({ value: 3, detail: expect.stringContaining('never seen') });
});

test('rows of a batch behind a refused one are kept too; an explanation is not', async () => {
  predictor = await startTestPredictor({ monitor: monitorWith() });
  const instances = [
    [1, 'clay', 1],
    [2, 'new', 1],
    [3, 'sand', 1],
    [4, 'newer', null],
    [400, 'newest', 1],
  ];
  const { status, body } = await predictor.post('/predict/batch', { instances });
  expect([status, body.errors]).toEqual([422, [expect.objectContaining({ pointer: '/instances/1/1', kind: 'unknown_category' })]]);
  await predictor.post('/explain', { features: [1, 'new', 1] });
  expect(await outcomes()).toEqual({ captured: 2, refused: 0, predicted: 0 });
  expect((await predictor.get('/status')).body.capture).toMatchObject({ rows: 0, refused: 2 });
});

test('a category that a new model knows is no longer unseen in the rows that were kept', async () => {
  predictor = await startTestPredictor({ monitor: monitorWith('predict'), withData: true });
  await predictor.predict([1, 'loam', 12]);
  const categories = { soil: ['clay', 'sand', 'chalk', 'loam'] };
  await predictor.configure({ monitor: monitorWith('predict'), files: { 'configmaps/v1/model.json': constantForest(0, { categories }) } });
  await until(async () => sumOf(await predictor.metrics(), 'modelmonitor_config_reloads_total', { outcome: 'taken' }) === 1);
  expect((await predictor.predict([1, 'loam', 12])).status).toBe(200);
  expect(await outcomes()).toEqual({ captured: 0, refused: 0, predicted: 1 });
  expect((await predictor.get('/status')).body.capture.rows).toBe(2);
});

test('the same id twice is answered and counted; a label joins the newest row, and null changes nothing', async () => {
  predictor = await startTestPredictor({ monitor: monitorWith() });
  for (const driver of [1, 2]) expect((await predictor.predict([driver, 'clay', 1], { id: 'order' })).status).toBe(200);
  expect(sumOf(await predictor.metrics(), 'modelmonitor_repeated_ids_total')).toBe(1);
  const send = async (actual: unknown) => (await predictor.post('/feedback', { id: 'order', actual })).body;
  expect(await send('red')).toEqual({ received: 1, joined: 1, changed: 0, missing: 0, unknown: [] });
  expect(await send(null)).toEqual({ received: 1, joined: 0, changed: 0, missing: 1, unknown: [] });
  expect(await send('red')).toEqual({ received: 1, joined: 1, changed: 0, missing: 0, unknown: [] });
  expect(await send('white')).toEqual({ received: 1, joined: 1, changed: 1, missing: 0, unknown: [] });
  const labels = (outcome: string) => predictor.metrics().then((scrape) => sumOf(scrape, 'modelmonitor_feedback_total', { outcome }));
  expect(await Promise.all(['joined', 'changed', 'missing', 'unknown'].map(labels))).toEqual([2, 1, 1, 0]);
});
