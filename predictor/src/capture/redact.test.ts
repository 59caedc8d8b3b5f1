import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testFiles, testMonitor, testVersion } from '../testConfiguration.ts';
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
  if (!existsSync(directory)) return [];
  const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const read = files.map(async ({ parentPath, name }): Promise<[string, Buffer]> => [name, await readFile(join(parentPath, name))]);
  return Promise.all(read).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return filesOf(directory);
    throw error;
  });
}

/** What the author of the resource gave: models are kept for the next start, and name categories. */
const given = Object.values(testFiles).map((content) => Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)));

async function leaks(predictor: TestPredictor): Promise<Record<string, string[]>> {
  const written = await filesOf(predictor.dataDirectory);
  const places = written.filter(([, content]) => !given.some((bytes) => bytes.equals(content)));
  for (const path of ['/metrics', '/reports', '/reports/latest.json', '/reports/latest.html', '/status', '/readyz']) {
    places.push([path, Buffer.from((await predictor.get(path)).text)]);
  }
  places.push(['the log', Buffer.from(predictor.logText())]);
  return Object.fromEntries(
    places.map(([name, content]): [string, string[]] => [name, leaksIn(content)]).filter(([, found]) => found.length > 0),
  );
}

/** Everything that a store has on disk. */
async function rowsOnDisk(predictor: TestPredictor): Promise<Buffer> {
  const files = await filesOf(predictor.dataDirectory);
  return Buffer.concat(files.flatMap(([name, content]) => (/^(capture\.snapshot|predictions\.sqlite)/.test(name) ? [content] : [])));
}

describe.each(['file', 'buffer'])('with the store %s', (store) => {
  test('a redacted value is in no file, no metric, no report, no log; a value that is not redacted is kept', async () => {
    const predictor = await startTestPredictor({ monitor: monitorWith({ store, redact }), drift: 'real', withData: true });
    for (let request = 0; request < 60; request++) await predictor.predict([secretNumber, 'chalk', 12.125]);
    await predictor.predict([secretNumber, 'chalk', 'not a number']);
    await predictor.post('/predict', `{"features":[${secretNumber},"chalk"`);
    expect((await predictor.post('/generate_reports', {})).body).toMatchObject({ n_features: 1, current: { rows: 60 } });
    const kept = Buffer.alloc(8);
    kept.writeDoubleLE(12.125);
    await until(async () => (await rowsOnDisk(predictor)).includes(kept));
    expect(await leaks(predictor)).toEqual({});
    await predictor.close();
  });

  test('a newly redacted feature is removed from the disk too, without another request', async () => {
    const predictor = await startTestPredictor({ monitor: monitorWith({ store }), withData: true });
    const { id } = (await predictor.predict([secretNumber, 'chalk', 12.125])).body;
    await until(async () => leaksIn(await rowsOnDisk(predictor)).length > 0);
    await predictor.configure({ monitor: monitorWith({ store, redact }) });
    await until(async () => leaksIn(await rowsOnDisk(predictor)).length === 0);
    expect((await rowsOnDisk(predictor)).length).toBeGreaterThan(0);
    expect(await leaks(predictor)).toEqual({});
    if (store === 'file')
      expect((await predictor.get(`/data/predictions/${id}`)).body).toMatchObject({ id, features: { alcohol: 12.125 } });
    await predictor.close();
  });
});
