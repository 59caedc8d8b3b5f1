import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testMonitor, testVersion } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor, until } from '../testPredictor.ts';

/** Values no reference holds and no counter would show by chance. */
const secretNumber = 73.918_264_5;
const redact = ['driver_number', 'soil'];
const soils = { type: 'categorical', name: 'soil', values: ['clay', 'chalk'] };
const features = [{ name: 'driver_number', type: 'numeric' }, soils, { name: 'alcohol', type: 'numeric', optional: true }];
const monitorWith = (capture: object) => testMonitor({ features, capture, versions: [testVersion('v1')] });

/** Whether text or bytes hold the number as text or as a double, or the category. */
function leaksIn(content: Buffer): string[] {
  const double = Buffer.alloc(8);
  double.writeDoubleLE(secretNumber);
  const found = { number: content.includes('73.91826'), double: content.includes(double), category: content.includes('chalk') };
  return Object.entries(found).flatMap(([what, isThere]) => (isThere ? [what] : []));
}

/** Names and contents of the files of a directory; lists them again when one got another name meanwhile. */
async function filesOf(directory: string): Promise<[string, Buffer][]> {
  const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const read = files.map(async ({ parentPath, name }): Promise<[string, Buffer]> => [name, await readFile(join(parentPath, name))]);
  return Promise.all(read).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return filesOf(directory);
    throw error;
  });
}

async function leaks(predictor: TestPredictor): Promise<Record<string, string[]>> {
  const places = await filesOf(predictor.dataDirectory);
  for (const path of ['/metrics', '/reports', '/reports/latest.json', '/reports/latest.html', '/status', '/readyz']) {
    places.push([path, Buffer.from((await predictor.get(path)).text)]);
  }
  places.push(['the log', Buffer.from(predictor.logText())]);
  return Object.fromEntries(
    places.map(([name, content]): [string, string[]] => [name, leaksIn(content)]).filter(([, found]) => found.length > 0),
  );
}

const snapshotOf = (predictor: TestPredictor) => readFile(join(predictor.dataDirectory, 'capture.snapshot')).catch(() => Buffer.alloc(0));

test('a redacted value is in no file, no metric, no report, no log; a value that is not redacted is kept', async () => {
  const predictor = await startTestPredictor({ monitor: monitorWith({ redact }), drift: 'real', withData: true });
  for (let request = 0; request < 60; request++) await predictor.predict([secretNumber, 'chalk', 12.125]);
  await predictor.predict([secretNumber, 'chalk', 'not a number']);
  await predictor.post('/predict', `{"features":[${secretNumber},"chalk"`);
  expect((await predictor.post('/generate_reports', {})).body).toMatchObject({ n_features: 1, current: { rows: 60 } });
  await until(async () => (await snapshotOf(predictor)).length > 0);
  const kept = Buffer.alloc(8);
  kept.writeDoubleLE(12.125);
  expect((await snapshotOf(predictor)).includes(kept)).toBe(true);
  expect(await leaks(predictor)).toEqual({});
  await predictor.close();
});

test('a newly redacted feature is removed from the disk too, without another request', async () => {
  const predictor = await startTestPredictor({ monitor: monitorWith({}), withData: true });
  await predictor.predict([secretNumber, 'chalk', 12.125]);
  await until(async () => leaksIn(await snapshotOf(predictor)).length > 0);
  await predictor.configure({ monitor: monitorWith({ redact }) });
  await until(async () => leaksIn(await snapshotOf(predictor)).length === 0);
  expect((await snapshotOf(predictor)).length).toBeGreaterThan(0);
  await predictor.close();
});
