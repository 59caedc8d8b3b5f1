import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttpClient } from '@modelmonitor/http';
import { readMlflowFolder, readMlflowModel } from './readMlflowModel.ts';
import { startTestTracking, type TestTracking, wineRecording } from './testTracking.ts';

const http = createHttpClient();
let tracking: TestTracking;
let directory: string;
beforeAll(async () => {
  tracking = await startTestTracking(wineRecording);
  directory = await mkdtemp(join(tmpdir(), 'modelmonitor-folder-'));
});
afterAll(async () => {
  await Promise.all([tracking.close(), http.close(), rm(directory, { recursive: true })]);
});

const read = (revision?: string) =>
  readMlflowModel(
    { trackingURI: tracking.trackingURI, http },
    { reference: { model: 'wine', alias: 'champion' }, mostBytes: 100, revision },
  );

test('a poll of an alias that has not moved is one request', async () => {
  const model = await read();
  expect(model).toMatchObject({ origin: 'models:/wine@champion = version 2, run f44a', facts: { writtenBy: 'xgboost 3.2.0' } });
  const before = tracking.requests.length;
  expect(await read(model?.revision)).toBeUndefined();
  expect(tracking.requests.slice(before)).toEqual(['GET /api/2.0/mlflow/registered-models/alias?name=wine&alias=champion']);
  expect(await read('wine version 1, models:/m-0')).toMatchObject({ sha256: model?.sha256 });
});

test('every request is measured: a server that knows no such model works, one that does not respond does not', async () => {
  const outcomes: boolean[] = [];
  const measure = () => (succeeded: boolean) => void outcomes.push(succeeded);
  const reference = { model: 'nope', alias: 'x' };
  await expect(readMlflowModel({ trackingURI: tracking.trackingURI, http, measure }, { reference, mostBytes: 9 })).rejects.toThrow();
  expect(new Set(outcomes)).toEqual(new Set([true]));
  await expect(readMlflowModel({ trackingURI: 'http://127.0.0.1:1', http, measure }, { reference, mostBytes: 9 })).rejects.toThrow();
  expect(outcomes.at(-1)).toBe(false);
});

test('an ONNX graph whose weights are in another file is refused with the line that keeps them in one', async () => {
  await writeFile(join(directory, 'MLmodel'), 'flavors:\n  onnx:\n    data: model.onnx\n');
  await writeFile(join(directory, 'model.onnx'), 'graph');
  expect((await readMlflowFolder(directory, 10)).bytes.toString()).toBe('graph');
  await writeFile(join(directory, '0f8fad5b-d9cb-469f-a165-70867728950e'), 'weights');
  await expect(readMlflowFolder(directory, 10)).rejects.toThrow(
    'expected an ONNX model in one file, got weights in 0f8fad5b-d9cb-469f-a165-70867728950e: log it with mlflow.onnx.log_model(model, name="model", save_as_external_data=False)',
  );
});

test('a folder without a file that its MLmodel names is named', async () => {
  await writeFile(join(directory, 'MLmodel'), 'flavors:\n  xgboost:\n    data: model.ubj\n');
  await expect(readMlflowFolder(directory, 10)).rejects.toThrow(
    /expected the file model\.ubj of the model folder, but \S+model\.ubj does not exist/,
  );
});
