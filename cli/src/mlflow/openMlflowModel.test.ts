import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const forest = JSON.stringify({
  format: 'modelmonitor/forest',
  formatVersion: 1,
  task: 'regression',
  aggregation: 'mean',
  features: ['x'],
  categories: {},
  classes: [],
  training: {},
  trees: [{ feature: [0, -1, -1], value: [1, 10, 20] }],
});
const mlmodel =
  'flavors:\n  python_function:\n    loader_module: modelmonitor\n  modelmonitor:\n    data: model.json\n    version: 0.1.0\n';

/** What a tracking server answers with, by path. */
const responses: Readonly<Record<string, string>> = {
  '/api/2.0/mlflow/registered-models/alias?name=step&alias=champion':
    '{"model_version": {"version": "3", "run_id": "f44a", "status": "READY"}}',
  '/api/2.0/mlflow/model-versions/get-download-uri?name=step&version=3': '{"artifact_uri": "mlflow-artifacts:/1/models/m-1/artifacts"}',
  '/api/2.0/mlflow-artifacts/artifacts/1/models/m-1/artifacts/MLmodel': mlmodel,
  '/api/2.0/mlflow-artifacts/artifacts/1/models/m-1/artifacts/model.json': forest,
};
const server = createServer((request, response) => {
  const body = request.headers.authorization === 'Bearer t' ? responses[request.url ?? ''] : undefined;
  response.writeHead(body === undefined ? 401 : 200, { 'content-type': 'application/json' }).end(body);
});

let cwd: string;
let trackingURI: string;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'mlflow-'));
  writeFileSync(join(cwd, 'rows.csv'), 'x\n0\n2\n');
  mkdirSync(join(cwd, 'model'));
  writeFileSync(join(cwd, 'model/MLmodel'), mlmodel);
  writeFileSync(join(cwd, 'model/model.json'), forest);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  trackingURI = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

async function predict(model: string, env: Readonly<Record<string, string>> = {}, ...more: readonly string[]) {
  const { context, stdout, stderr } = recordingContext({ cwd, env });
  const code = await runCommand(['predict', '--model', model, '--data', 'rows.csv', ...more], context);
  return { code, stdout: stdout(), stderr: stderr() };
}

const predictions = { code: 0, stdout: 'prediction\n10\n20\n' };

test('a folder with an MLmodel is a model', async () => {
  expect(await predict('model')).toMatchObject(predictions);
});

test('a model of a registry is read with the server and the token of the environment, or the server of the option', async () => {
  const env = { MLFLOW_TRACKING_URI: trackingURI, MLFLOW_TRACKING_TOKEN: 't' };
  expect(await predict('models:/step@champion', env)).toMatchObject(predictions);
  const token = { MLFLOW_TRACKING_TOKEN: 't', MLFLOW_TRACKING_URI: 'http://127.0.0.1:1' };
  expect(await predict('models:/step@champion', token, '--tracking-uri', trackingURI)).toMatchObject(predictions);
});

test.each([
  {
    uri: 'models:/step@champion',
    env: {},
    message: 'models:/step@champion: expected the address of a tracking server in --tracking-uri or MLFLOW_TRACKING_URI, got none',
  },
  {
    uri: 'models:/step@champion',
    env: { MLFLOW_TRACKING_URI: 'HERE' },
    message: 'it answered 401, user, password or token are missing or wrong: credentials go into',
  },
  { uri: 'models:step', env: { MLFLOW_TRACKING_URI: 'HERE' }, message: 'expected the address of a model, such as models:/NAME@ALIAS' },
])('$uri with $env ends with a message', async ({ uri, env, message }) => {
  const here = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replace('HERE', trackingURI)]));
  const { code, stdout, stderr } = await predict(uri, here);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(message);
});
