import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { scrapedSamples, sumOf } from './scrapedSamples.ts';
import { testClient } from './testClient.ts';
import { constantForest, testMonitor, testVersion } from './testConfiguration.ts';
import { startTestPredictor, until } from './testPredictor.ts';

const driftSeries = (scrape: string) =>
  scrapedSamples(scrape).filter(({ name }) => /^modelmonitor_(drift|feature_drift|feature_missing|prediction_drift|report_)/.test(name));

test('predicts, checks drift, stores and shows the report, and does so again after a restart', async () => {
  const first = await startTestPredictor({ drift: 'real', withData: true });
  for (let driver = 0; driver < 120; driver++) {
    // Like the reference, but for the numbers of the drivers, which are all high.
    const features = { driver_number: 90 + (driver % 9), soil: ['clay', 'sand', 'chalk'][driver % 3], alcohol: 10 + (driver % 50) / 10 };
    expect((await first.predict(features)).status).toBe(200);
  }
  expect(first.running.newRows()).toBe(120);
  const { status, body } = await first.post('/generate_reports', {});
  expect(status).toBe(200);
  expect(body).toMatchObject({
    n_features: 3,
    current: { rows: 120 },
    features: { driver_number: { drifted: true }, soil: { drifted: false } },
    links: { json: `/reports/${body.run}.json`, html: `/reports/${body.run}.html` },
  });
  expect(first.running.newRows()).toBe(0);
  const { links, ...report } = body;
  expect((await first.get(links.json)).body).toEqual(report);
  const html = await first.get('/reports/latest', { accept: 'text/html' });
  expect([html.status, html.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(html.text).toContain('driver_number');
  expect((await first.get('/reports')).body.reports).toMatchObject([{ run: body.run, verdict: body.verdict, links }]);
  expect(await readdir(join(first.dataDirectory, 'reports'))).toEqual(
    expect.arrayContaining([`${body.run}.json`, 'data_drift_report.html']),
  );
  const scrape = await first.metrics();
  expect(sumOf(scrape, 'modelmonitor_feature_drift_detected', { feature: 'driver_number' })).toBe(1);
  await first.stop();

  const second = await startTestPredictor({ drift: 'real', withData: true, folder: first.folder });
  expect(driftSeries(await second.metrics())).toEqual(driftSeries(scrape));
  expect((await second.get(links.json)).body).toEqual(report);
  expect(sumOf(await second.metrics(), 'modelmonitor_capture_rows')).toBe(120);
  await second.close();
});

test('rows, labels and ids survive a restart; labels for them are still joined', async () => {
  const first = await startTestPredictor({ withData: true });
  const ours = (await first.predict([1, 'clay', null])).body.id;
  await first.predict([2, 'sand', 12], { id: 'order' });
  await first.post('/feedback', { id: ours, actual: 'white' });
  await first.stop();
  const second = await startTestPredictor({ withData: true, folder: first.folder });
  const answer = await second.post(
    '/feedback',
    [ours, 'order'].map((id) => ({ id, actual: 'red' })),
  );
  expect(answer.body).toEqual({ received: 2, joined: 2, changed: 1, missing: 0, unknown: [] });
  const fresh = (await second.predict([3, 'clay', 1])).body.id;
  expect(fresh).not.toBe(ours);
  expect(sumOf(await second.metrics(), 'modelmonitor_capture_rows')).toBe(3);
  await second.close();
});

test.each([
  { name: 'of another monitor', monitor: testMonitor({ name: 'other', capture: { store: 'buffer' } }), files: {} },
  {
    name: 'with other features',
    monitor: testMonitor({ versions: [testVersion('v1')], features: [{ name: 'x', type: 'numeric' }], capture: { store: 'buffer' } }),
    files: { 'configmaps/v1/model.json': constantForest(0, { features: ['x'], categories: {} }) },
  },
])('a snapshot $name is renamed, logged and counted, and the start continues', async ({ monitor, files }) => {
  const capture = { store: 'buffer' };
  const first = await startTestPredictor({ monitor: testMonitor({ capture }), withData: true });
  await first.predict([1, 'clay', 1]);
  await first.stop();
  const kept = await readFile(join(first.dataDirectory, 'capture.snapshot'));
  const second = await startTestPredictor({ withData: true, folder: first.folder, monitor, files });
  const scrape = await second.metrics();
  expect(sumOf(scrape, 'modelmonitor_capture_snapshots_total', { outcome: 'rejected' })).toBe(1);
  expect(sumOf(scrape, 'modelmonitor_capture_rows')).toBe(0);
  expect(second.logText()).toContain('the snapshot of captured rows is unusable and was renamed');
  const aside = (await readdir(second.dataDirectory)).find((name) => name.startsWith('capture.snapshot.rejected-')) ?? '';
  expect(await readFile(join(second.dataDirectory, aside))).toEqual(kept);
  await second.close();
});

test('with an internal port /metrics is served only there', async () => {
  const predictor = await startTestPredictor({ internalPort: 0 });
  const internal = testClient(predictor.running.internalPort ?? 0);
  expect((await predictor.get('/metrics')).status).toBe(404);
  expect(sumOf((await internal.get('/metrics')).text, 'modelmonitor_model_loaded')).toBe(2);
  expect((await internal.get('/readyz')).status).toBe(200);
  expect((await internal.post('/predict', { features: [1, 'clay', 1] })).status).toBe(404);
  internal.disconnect();
  await predictor.close();
});

test.each(['port', 'internalPort'])('a %s in use stops the start with an error and leaves nothing open', async (which) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(startTestPredictor({ [which]: port })).rejects.toThrow(`cannot listen on 127.0.0.1:${port}: the port is in use`);
  server.close();
});

test.each([
  { name: 'is not JSON', monitor: '{', message: 'monitor.json is not JSON' },
  { name: 'is not valid', monitor: { kind: 'ModelMonitor' }, message: 'monitor.json is not a valid ModelMonitor: ' },
])('a resource that $name stops the start', async ({ monitor, message }) => {
  await expect(startTestPredictor({ monitor })).rejects.toThrow(message);
});

test('with an unreadable reference predictions work, without live counters', async () => {
  const predictor = await startTestPredictor();
  expect((await predictor.predict([1, 'clay', 1])).status).toBe(200);
  await until(() => predictor.logText().includes('the reference could not be read'));
  const scrape = await predictor.metrics();
  expect(scrape).not.toContain('modelmonitor_feature_values_total{');
  expect(sumOf(scrape, 'modelmonitor_features_not_counted')).toBe(3);
  await predictor.close();
});

test('a shadow predicts every row and never answers', async () => {
  const versions = [testVersion('v1', { traffic: 100 }), testVersion('v2', { shadow: true })];
  const predictor = await startTestPredictor({ monitor: testMonitor({ versions }) });
  for (let request = 0; request < 30; request++)
    expect((await predictor.predict([1, 'clay', 1])).body).toMatchObject({ version: 'v1', prediction: 'red' });
  const counted = async (outcome: string) =>
    sumOf(await predictor.metrics(), 'modelmonitor_shadow_predictions_total', { version: 'v2', outcome });
  await until(async () => (await counted('differs')) === 30);
  expect(await counted('agrees')).toBe(0);
  expect(sumOf(await predictor.metrics(), 'modelmonitor_predictions_total', { version: 'v2' })).toBe(0);
  await predictor.close();
});

test('a failed drift check is counted, and the last report and its metrics stay', async () => {
  const first = await startTestPredictor({ drift: 'real', withData: true });
  for (let driver = 1; driver <= 60; driver++) await first.predict([driver, 'clay', 12]);
  const { body } = await first.post('/generate_reports', {});
  await first.stop();
  const second = await startTestPredictor({ withData: true, folder: first.folder });
  expect((await second.post('/generate_reports', {})).status).toBe(500);
  const scrape = await second.metrics();
  expect(sumOf(scrape, 'modelmonitor_report_failures_total', { namespace: 'default' })).toBe(1);
  expect(sumOf(scrape, 'modelmonitor_report_last_success_timestamp_seconds')).toBe(Date.parse(body.timestamp) / 1000);
  expect((await second.get('/reports/latest.json')).body.run).toBe(body.run);
  await second.close();
});
