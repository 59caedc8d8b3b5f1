import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingContext } from '../../../cli/src/recordingContext.ts';
import { eventually, startedCommands } from '../../../cli/src/run/exampleRun.ts';
import { runCommand } from '../../../cli/src/runCommand.ts';
import { pythonEnvironment } from '../../bench/pythonEnvironment.ts';
import { runProgram } from '../../command.ts';
import { leaveOut } from '../../leaveOut.ts';
import { sendBatches } from './aliasTraffic.ts';
import { type MlflowServer, startMlflow } from './mlflowServer.ts';
import { logPeerModels, movingFormats, type PeerModel, writeRows } from './peerModels.ts';
import { startRegistryPredictor } from './registryPredictor.ts';

const write = (text: string) => void process.stderr.write(text);
const requirements = join(import.meta.dirname, 'mlflow-requirements.txt');
const python = await pythonEnvironment('peers-mlflow', requirements, write).catch((error: Error) =>
  leaveOut(`MLflow: Python 3 with pip and its packages are needed (${error.message})`, { environment: process.env, write }),
);

let server: MlflowServer;
let models: ReadonlyMap<string, PeerModel>;
beforeAll(async () => {
  if (python === undefined) return;
  server = await startMlflow({ python });
  models = new Map((await logPeerModels(python, server.url)).map((model) => [model.name, model]));
}, 600_000);
const { started, endAll } = startedCommands(process.execPath);
afterAll(async () => {
  await endAll();
  await server?.stop();
});

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { context, stdout, stderr } = recordingContext({ env: { MLFLOW_TRACKING_URI: server.url, ...env }, execPath: process.execPath });
  const code = await runCommand(args, context);
  return { code, stdout: stdout(), stderr: stderr() };
}

/** Largest difference to the library, by model; figures of XGBoost and ONNX are float32. */
const tolerances = {
  'sklearn-forest': 1e-14,
  'sklearn-pipeline': 1e-14,
  'xgboost-classifier': 2e-7,
  'xgboost-booster': 0,
  'lightgbm-booster': 0,
  'lightgbm-booster-classifier': 1e-15,
  'lightgbm-classifier': 1e-15,
  catboost: 1e-13,
  onnx: 2e-6,
};

describe.each(Object.entries(tolerances))('%s', (name, tolerance) => {
  test.each(['models:/NAME@champion', 'models:/NAME/1', 'models:/NAME', 'runs:/RUN/model'])(
    `read as %s, it predicts what its library does, within ${tolerance}`,
    async (address) => {
      const model = models.get(name) as PeerModel;
      const uri = address.replace('NAME', name).replace('RUN', model.run);
      const { code, stdout, stderr } = await run(['predict', '--model', uri, '--data', writeRows(model)]);
      expect([code, stderr]).toEqual([0, '']);
      const [header = '', ...lines] = stdout.trim().split('\n');
      const names = header.split(',');
      const columns = model.classes?.map((one) => names.indexOf(`probability_${one}`)) ?? [0];
      const given = lines.map((line) => columns.map((column) => Number(line.split(',')[column])));
      const expected = model.probabilities ?? model.values?.map((value) => [value]) ?? [];
      expect(given).toHaveLength(expected.length);
      const differences = given.flatMap((row, index) =>
        row.map((value, column) => Math.abs(value - (expected[index]?.[column] ?? Number.NaN))),
      );
      expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
    },
  );
});

test.each([
  {
    uri: 'models:/pickled/1',
    message: 'the model of flavor sklearn is a pickle (model.pkl), which runs code when it is read: log it with mlflow.sklearn.log_model(',
  },
  { uri: 'models:/cbm/1', message: 'the model of flavor catboost is a binary CatBoost model (model.cb)' },
  {
    uri: 'models:/onnx@nope',
    message: 'the model onnx has no alias nope: set it with MlflowClient().set_registered_model_alias("onnx", "nope", VERSION)',
  },
  { uri: 'models:/nope@champion', message: 'there is no registered model nope' },
  { uri: 'models:/onnx/9', message: 'the model onnx has no version 9' },
  { uri: 'models:/onnx/Staging', message: 'the model onnx has no version in stage Staging' },
])('$uri: $message', async ({ uri, message }) => {
  const { code, stderr } = await run(['predict', '--model', uri, '--data', writeRows(models.get('onnx') as PeerModel)]);
  expect(code).toBe(1);
  expect(stderr).toContain(message);
});

test('a model of train --mlflow is in the registry with its scores and signature, and is read from there', async () => {
  const wine = join(import.meta.dirname, '../../../examples/wine/wine.csv');
  const out = mkdtempSync(join(tmpdir(), 'modelmonitor-train-'));
  const trained = await run([
    'train',
    '--data',
    wine,
    '--target',
    'cultivar',
    '--trees',
    '5',
    '--mlflow',
    server.url,
    '--out',
    join(out, 'm.json'),
  ]);
  expect(trained.stdout).toMatch(/registered\n {2}models:\/wine\/1 {2}run [0-9a-f]{32} of http/);
  const script = `
import mlflow
info = mlflow.models.get_model_info("models:/wine/1")
run = mlflow.get_run(info.run_id)
print(run.info.status, run.data.params["trees"], run.data.metrics["accuracy_score"] > 0.8, len(info.signature.inputs), sorted(info.flavors))
`;
  const seen = await runProgram(python?.python ?? '', ['-c', script], { environment: { MLFLOW_TRACKING_URI: server.url }, seconds: 60 });
  expect(seen).toContain("FINISHED 5 True 13 ['modelmonitor']");
  const [own, registered] = await Promise.all(
    [join(out, 'm.json'), 'models:/wine/latest'].map((model) => run(['predict', '--model', model, '--data', wine])),
  );
  expect(registered?.code).toBe(0);
  expect(registered?.stdout).toBe(own?.stdout);
});

test('an imported alias serves without an edit, and its status names version and run', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'modelmonitor-import-'));
  const boosted = models.get('xgboost-classifier') as PeerModel;
  const imported = await run([
    'import',
    'models:/xgboost-classifier@champion',
    '--data',
    writeRows(boosted),
    '--manifest',
    directory,
    '--name',
    'wine',
  ]);
  expect([imported.code, imported.stderr]).toEqual([0, '']);
  const { addresses } = started(['run', '-f', directory, '--port', '0', '--data-dir', join(directory, 'data')]);
  const address = await eventually('the model', () => addresses()[0]);
  const send = async (path: string, body?: unknown) => {
    const response = await fetch(`${address}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return (await response.json()) as { probabilities: object; versions: object[] };
  };
  const { probabilities } = await send('/predict', { features: boosted.rows[60] });
  const differences = Object.values(probabilities).map((share, index) => Math.abs(share - (boosted.probabilities?.[60]?.[index] ?? 2)));
  expect(Math.max(...differences)).toBeLessThanOrEqual(2e-7);
  const { versions } = await send('/status');
  expect(versions[0]).toMatchObject({ format: 'xgboost', source: `models:/xgboost-classifier@champion = version 1, run ${boosted.run}` });
});

test('an alias that moves ten times among formats fails no request and mixes no answer', async () => {
  const formats = movingFormats.map((name) => models.get(name) as PeerModel);
  const rows = [0, 60, 140];
  const [{ columns, classes = [] }] = formats as [PeerModel];
  const predictor = await startRegistryPredictor({ trackingURI: server.url, model: 'moving', features: columns, classes });
  const body = JSON.stringify({ instances: rows.map((row) => formats[0]?.rows[row]) });
  const isOf = ({ probabilities = [] }: PeerModel, given: readonly (readonly number[])[]) =>
    given.every((row, index) => row.every((share, column) => Math.abs(share - (probabilities[rows[index] ?? 0]?.[column] ?? 2)) < 1e-5));
  const modelOf = (given: readonly (readonly number[])[]) => formats.findIndex((model) => isOf(model, given));
  const traffic = sendBatches({ url: `${predictor.url}/predict/batch`, body, connections: 4, modelOf });
  try {
    for (let move = 1; move <= 10; move++) {
      const version = move % formats.length;
      await predictor.moveAlias(version + 1);
      await eventually(`version ${version + 1}`, () => traffic.newest() === version);
    }
  } finally {
    const { requests, failures, mixed } = await traffic.stop();
    await predictor.stop();
    expect({ failures, mixed }).toEqual({ failures: [], mixed: 0 });
    expect(requests).toBeGreaterThan(1000);
  }
}, 300_000);

describe('a server that asks for a user and a password', () => {
  const administrator = { MLFLOW_TRACKING_USERNAME: 'admin', MLFLOW_TRACKING_PASSWORD: 'password-of-12-letters' };
  let guarded: MlflowServer;
  beforeAll(async () => {
    if (python === undefined) return;
    guarded = await startMlflow({
      python,
      administrator: { user: administrator.MLFLOW_TRACKING_USERNAME, password: administrator.MLFLOW_TRACKING_PASSWORD },
    });
  }, 200_000);
  afterAll(() => guarded?.stop());

  test.each([
    { what: 'without credentials', env: {}, message: 'it answered 401, user, password or token are missing or wrong: credentials go into' },
    { what: 'with another password', env: { ...administrator, MLFLOW_TRACKING_PASSWORD: 'other' }, message: 'it answered 401' },
    { what: 'with user and password', env: administrator, message: 'there is no registered model wine' },
  ])('$what: $message', async ({ env, message }) => {
    const args = [
      'predict',
      '--model',
      'models:/wine@champion',
      '--tracking-uri',
      guarded.url,
      '--data',
      writeRows(models.get('onnx') as PeerModel),
    ];
    expect((await run(args, env)).stderr).toContain(message);
  });
});
