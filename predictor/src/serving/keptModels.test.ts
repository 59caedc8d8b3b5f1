import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceBytes } from '@modelmonitor/sources';
import { sumOf } from '../scrapedSamples.ts';
import { constantForest, testMonitor, testVersion } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor, type TestPredictorOptions } from '../testPredictor.ts';
import { createKeptModels, type KeptModel } from './keptModels.ts';

let directory: string;
let logged: string[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'modelmonitor-kept-'));
  logged = [];
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const store = (mostBytes?: number) =>
  createKeptModels({
    directory,
    log: (_level, message, fields = {}) => logged.push(`${message}: ${fields['reason']}`),
    ...(mostBytes === undefined ? {} : { mostBytes }),
  });
const model = (text: string, format = 'forest'): KeptModel => ({ bytes: sourceBytes(Buffer.from(text), 'the file m'), format });

test('the last model of a version is recalled by the next process, with its format and origin', async () => {
  const kept = store();
  kept.keep('v1', model('one'));
  kept.keep('v1', model('two', 'onnx'));
  kept.keep('v2', model('two'));
  await kept.settled();
  expect(await store().recall('v1')).toEqual(model('two', 'onnx'));
  expect((await readdir(directory)).toSorted()).toEqual([model('two').bytes.sha256, 'v1.json', 'v2.json'].toSorted());
});

test('versions that are no longer named are deleted with their bytes, and so is what a write left', async () => {
  const kept = store();
  kept.keep('v1', model('one'));
  kept.keep('v2', model('two'));
  await kept.settled();
  await writeFile(join(directory, '.torn.tmp'), 'half');
  kept.retain(['v2']);
  await kept.settled();
  expect(await kept.recall('v1')).toBeUndefined();
  expect((await readdir(directory)).toSorted()).toEqual([model('two').bytes.sha256, 'v2.json'].toSorted());
});

test('a model beyond the bound is not kept, and nothing earlier in its place; the log says so', async () => {
  const kept = store(10);
  kept.keep('v1', model('one'));
  kept.keep('v2', model('12345'));
  kept.keep('v1', model('too large'));
  await kept.settled();
  expect([await kept.recall('v1'), await kept.recall('v2')]).toEqual([undefined, model('12345')]);
  expect(logged).toEqual(['the bytes of models could not be kept for the next start: v1 has 9 bytes, and 5 of 10 are free']);
});

test.each(['bytes', 'note'])('a file of %s that was damaged is not used', async (which) => {
  const kept = store();
  kept.keep('v1', model('one'));
  await kept.settled();
  await writeFile(join(directory, which === 'note' ? 'v1.json' : model('one').bytes.sha256), '{"sha256":"1');
  expect(await kept.recall('v1')).toBeUndefined();
});

const red = constantForest(0);
const monitor = testMonitor({ versions: [testVersion('v1', { traffic: 100 })] });

/** A predictor that served, and the next one in the same data directory with other files. */
async function restarted(options: TestPredictorOptions): Promise<TestPredictor> {
  const first = await startTestPredictor({ monitor, withData: true, files: { 'configmaps/v1/model.json': red }, folder: directory });
  expect((await first.predict([1, 'clay', 1])).body.prediction).toBe('red');
  await first.stop();
  return startTestPredictor({ monitor, withData: true, folder: directory, ...options });
}

test('bytes that broke are replaced by those that answered before the restart, until the right ones come', async () => {
  const predictor = await restarted({ files: { 'configmaps/v1/model.json': '{"torn":' } });
  expect((await predictor.predict([1, 'clay', 1])).body.prediction).toBe('red');
  const { status, body } = await predictor.get('/readyz');
  expect([status, body.versions]).toEqual([200, [{ name: 'v1', loaded: true, previous: true, error: expect.stringContaining('JSON') }]]);
  expect(sumOf(await predictor.metrics(), 'modelmonitor_model_serving_previous', { version: 'v1' })).toBe(1);
  await predictor.configure({ monitor, files: { 'configmaps/v1/model.json': constantForest(1) } });
  while ((await predictor.predict([1, 'clay', 1])).body.prediction !== 'white') await predictor.get('/healthz');
  expect((await predictor.get('/readyz')).body.versions).toEqual([{ name: 'v1', loaded: true }]);
  await predictor.stop();
});

test.each([
  { name: 'a key that is missing', version: testVersion('v1', { source: { configMap: { name: 'v1', key: 'other.json' } } }) },
  { name: 'a ConfigMap that is missing', version: testVersion('v1', { source: { configMap: { name: 'gone', key: 'model.json' } } }) },
  { name: 'a file that is missing', version: testVersion('v1', { source: { file: { path: 'gone.json' } } }) },
])('$name after a restart leaves the model that answered before', async ({ version }) => {
  const predictor = await restarted({ monitor: testMonitor({ versions: [version] }) });
  expect((await predictor.predict([1, 'clay', 1])).body.prediction).toBe('red');
  expect((await predictor.get('/readyz')).body.versions[0]).toMatchObject({ previous: true, error: expect.stringContaining('expected') });
  await predictor.stop();
});

test('what is kept is not used where it does not fit the resource', async () => {
  const features = [{ name: 'other', type: 'numeric' }];
  const predictor = await restarted({
    monitor: testMonitor({ versions: [testVersion('v1')], features }),
    files: { 'configmaps/v1/model.json': '{"torn":' },
  });
  expect((await predictor.get('/readyz')).status).toBe(503);
  await predictor.stop();
});
