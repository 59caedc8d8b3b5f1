import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const folder = '/api/2.0/mlflow-artifacts/artifacts/7/models/m-1/artifacts';

/** Responses of MLflow 3.17 to what is created; the experiment and the model exist already. */
const responses: Readonly<Record<string, unknown>> = {
  'experiments/get-by-name?experiment_name=wet': { experiment: { experiment_id: '7' } },
  'runs/create': { run: { info: { run_id: 'f44a' } } },
  'logged-models': { model: { info: { model_id: 'm-1', artifact_uri: 'mlflow-artifacts:/7/models/m-1/artifacts' } } },
  'model-versions/create': { model_version: { version: '4' } },
};
const existing = ['experiments/create', 'registered-models/create'];

interface SentRequest {
  readonly method: string | undefined;
  readonly path: string;
  readonly body: string;
}
const requests: SentRequest[] = [];
let refused: string | undefined;

async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  const path = (request.url ?? '').replace('/api/2.0/mlflow/', '');
  requests.push({ method: request.method, path, body: await text(request) });
  if (existing.includes(path)) return { status: 400, body: { error_code: 'RESOURCE_ALREADY_EXISTS' } };
  if (path === refused) return { status: 403, body: { message: 'Permission denied' } };
  return { status: 200, body: responses[path] ?? {} };
}

const server = createServer(async (request, response) => {
  const { status, body } = await answer(request);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
let url: string;
let cwd: string;
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  cwd = mkdtempSync(join(tmpdir(), 'log-'));
  const rows = Array.from({ length: 60 }, (_, row) => `${row % 7},${['clay', 'sand'][row % 2]},${row % 7 > 3 ? 'yes' : 'no'}`);
  writeFileSync(join(cwd, 'wet.csv'), `rain,soil,wet\n${rows.join('\n')}\n`);
});
afterAll(() => void server.close());

async function train() {
  requests.length = 0;
  const { context, stdout, stderr } = recordingContext({
    cwd,
    execPath: process.execPath,
    clock: { ...recordingContext().context.clock, now: () => new Date(5000) },
  });
  const code = await runCommand(['train', '--data', 'wet.csv', '--target', 'wet', '--trees', '5', '--mlflow', url], context);
  return { code, stdout: stdout(), stderr: stderr() };
}
const sent = (path: string) => requests.find((request) => request.path === path)?.body ?? '';

test('a training is logged as a run with its model, which is registered', async () => {
  const { code, stdout } = await train();
  expect(code).toBe(0);
  expect(stdout).toContain(`registered\n  models:/wet/4  run f44a of ${url}\n`);
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST experiments/create',
    'GET experiments/get-by-name?experiment_name=wet',
    'POST runs/create',
    'POST runs/log-batch',
    'POST logged-models',
    `PUT ${folder}/model.json`,
    `PUT ${folder}/reference.csv`,
    `PUT ${folder}/verify.json`,
    `PUT ${folder}/MLmodel`,
    'PATCH logged-models/m-1',
    'POST runs/outputs',
    'POST registered-models/create',
    'POST model-versions/create',
    'POST runs/update',
  ]);
  expect(JSON.parse(sent('runs/create'))).toMatchObject({ experiment_id: '7', run_name: 'wet v1', start_time: 5000 });
  const { params, metrics } = JSON.parse(sent('runs/log-batch'));
  expect(params).toEqual(
    expect.arrayContaining([
      { key: 'trees', value: '5' },
      { key: 'target', value: 'wet' },
    ]),
  );
  expect(metrics).toEqual(expect.arrayContaining([{ key: 'accuracy_score', value: expect.any(Number), timestamp: 5000, step: 0 }]));
  expect(JSON.parse(sent('model-versions/create'))).toMatchObject({ name: 'wet', source: 'models:/m-1', run_id: 'f44a' });
  expect(JSON.parse(sent('runs/update'))).toMatchObject({ run_id: 'f44a', status: 'FINISHED' });
});

test('its MLmodel has the signature, and names the files beside it', async () => {
  await train();
  const mlmodel = parse(sent(`${folder}/MLmodel`));
  expect(mlmodel).toMatchObject({
    flavors: { modelmonitor: { data: 'model.json', format: 'forest', reference: 'reference.csv', verify: 'verify.json' } },
    model_id: 'm-1',
    run_id: 'f44a',
  });
  expect(JSON.parse(mlmodel.signature.inputs)).toEqual([
    { type: 'double', name: 'rain', required: true },
    { type: 'string', name: 'soil', required: true },
  ]);
  expect(sent(`${folder}/reference.csv`)).toMatch(/^rain,soil,wet,prediction,/);
  expect(JSON.parse(sent(`${folder}/verify.json`)).rows).toHaveLength(20);
  expect(JSON.parse(sent(`${folder}/model.json`))).toMatchObject({ format: 'modelmonitor/forest' });
});

test('where the server refuses the model, the run has failed and the command ends with the reason', async () => {
  refused = 'model-versions/create';
  const { code, stderr } = await train();
  refused = undefined;
  expect(code).toBe(1);
  expect(stderr).toContain('--mlflow: MLflow at http://127.0.0.1:');
  expect(stderr).toContain('it answered 403, this user has no permission (Permission denied)');
  expect(JSON.parse(sent('runs/update'))).toMatchObject({ status: 'FAILED' });
});
