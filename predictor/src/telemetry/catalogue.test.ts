import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { driftMetrics, type Metric, performanceGauges, predictorMetrics } from '@modelmonitor/api';
import { scrapedSamples } from '../scrapedSamples.ts';
import { constantForest, testFeatures, testMonitor, testRegression, testVersion } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor, until } from '../testPredictor.ts';

// Neither another server nor events name the categories.
const features = testFeatures.map((feature) => (feature.name === 'soil' ? { ...feature, values: ['clay', 'sand', 'chalk'] } : feature));

/** A predictor on which every measured event has happened once. */
async function busyPredictor(elsewhere: string): Promise<TestPredictor> {
  const remote = { name: 'remote', source: { mlflow: { trackingURI: 'http://127.0.0.1:1', model: 'wine' } }, traffic: 0 };
  const versions = [
    testVersion('elsewhere', { format: 'auto', source: { remote: { url: elsewhere, protocol: 'invocations' } }, traffic: 0 }),
    testVersion('logged', { format: 'auto', source: { events: {} }, traffic: 0 }),
    testVersion('v1', { traffic: 100 }),
    testVersion('torn', { traffic: 0 }),
    testVersion('dark', { shadow: true }),
    remote,
  ];
  // With a buffer, rows are saved in a snapshot.
  const capture = { store: 'buffer' };
  const drift = { segments: [{ feature: 'soil' }] };
  const monitor = testMonitor({ features, versions, capture, drift });
  const files = { 'configmaps/torn/model.json': '{', 'configmaps/dark/model.json': constantForest(1) };
  const predictor = await startTestPredictor({ monitor, files, drift: 'real', withData: true });
  for (let driver = 1; driver <= 60; driver++) await predictor.predict([driver, 'clay', 12], { id: `row-${driver}` });
  await predictor.predict([-999, 'clay', 12]);
  await predictor.predict([1, 'mud', 12]);
  const event = { id: 'event-1', features: [1, 'clay', 12], prediction: 'red' };
  expect((await predictor.post('/events', event)).body).toMatchObject({ recorded: 1 });
  await predictor.post('/feedback', { id: 'row-1', actual: 'white' });
  await predictor.configure({ monitor, files: { ...files, 'configmaps/reference/reference.csv': 'nothing\n' } });
  await until(async () => (await predictor.post('/generate_reports', {})).status === 500);
  await predictor.configure({ monitor, files });
  await until(async () => (await predictor.post('/generate_reports', {})).status === 200);
  const report = await predictor.post('/generate_reports', {});
  expect(report.status).toBe(200);
  await predictor.configure({
    monitor: testMonitor({ features, versions, capture, drift, alerts: { latency: { slaSeconds: 3 } } }),
    files,
  });
  await until(async () => /reloads_total\{.*outcome="taken"/.test(await predictor.metrics()));
  await until(async () => /snapshots_total\{.*outcome="saved"/.test(await predictor.metrics()));
  await until(async () => /shadow_predictions_total\{/.test(await predictor.metrics()));
  // A file is queried.
  await predictor.configure({ monitor: testMonitor({ features, versions, drift }), files });
  await until(async () => /data_queries_total\{/.test(await predictor.metrics()));
  return predictor;
}

const catalogue = [...Object.values<Metric>(predictorMetrics), ...Object.values<Metric>(driftMetrics)];

test('the exported metrics are those of the catalogue: names, types, help and labels, in both directions', async () => {
  const server = createServer((_request, response) => response.end());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const predictor = await busyPredictor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const scrape = await predictor.metrics();
  await predictor.close();
  server.close();
  const headers = [...scrape.matchAll(/^# HELP (modelmonitor_\S+) (.*)\n# TYPE \S+ (\S+)$/gm)].map(([, name, help, type]) => ({
    name,
    help,
    type,
  }));
  // Predicted values belong to a regression; this is a classification.
  const expected = catalogue.filter(({ name }) => name !== predictorMetrics.predictedValue.name);
  const byName = (one: { name?: string | undefined }, other: { name?: string | undefined }) =>
    (one.name ?? '') < (other.name ?? '') ? -1 : 1;
  expect(headers.toSorted(byName)).toEqual(expected.map(({ name, help, type }) => ({ name, help, type })).toSorted(byName));
  const samples = scrapedSamples(scrape).filter(({ name }) => name.startsWith('modelmonitor_'));
  const labelsSeen: Record<string, string[]> = {};
  for (const { name, labels } of samples) {
    const base = expected.find((metric) => metric.name === name)?.name ?? name.replace(/_(bucket|sum|count)$/, '');
    labelsSeen[base] = Object.keys(labels)
      .filter((label) => label !== 'le')
      .toSorted();
  }
  // Performance needs a store with labels of days: its own test covers it. Rows of one machine are of no pod.
  const elsewhere: readonly Metric[] = [...Object.values<Metric>(performanceGauges), driftMetrics.reportPods];
  const withSamples = expected.filter(({ name }) => !elsewhere.some((gauge) => gauge.name === name));
  expect(labelsSeen).toEqual(
    Object.fromEntries(withSamples.map(({ name, labels }) => [name, [...new Set([...labels, 'modelmonitor'])].toSorted()])),
  );
  const buckets = samples
    .filter(({ name }) => name === 'modelmonitor_http_request_duration_seconds_bucket')
    .map(({ labels }) => labels['le']);
  expect(buckets).toEqual(expect.arrayContaining(['1', '2']));
  expect(samples.filter(({ labels }) => labels['modelmonitor'] !== 'tested')).toEqual([]);
});

test('a regression exports the histogram of its values, by the deciles of the predictions on the reference', async () => {
  const predictor = await startTestPredictor({ ...testRegression(), drift: 'real' });
  expect((await predictor.predict([1])).body).toMatchObject({ prediction: 42 });
  const buckets = async () =>
    scrapedSamples(await predictor.metrics()).filter(({ name }) => name === 'modelmonitor_predicted_value_bucket');
  await until(async () => (await buckets()).length > 0);
  const samples = await buckets();
  await predictor.close();
  expect(samples).toHaveLength(10);
  // 42 lies above the fourth decile of 0 … 99 and below the fifth.
  expect(samples.map(({ value }) => value)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
});
