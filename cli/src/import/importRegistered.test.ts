import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf, readTestCase } from '../../../models/src/testCases.ts';
import { loadManifests } from '../manifests/loadManifests.ts';
import { validateManifests } from '../manifests/validateManifests.ts';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';
import { csvLine } from '../train/csvLine.ts';

const testCase = readTestCase('xgboost-regression');
/** What a tracking server answers with, by path. */
const responses: Readonly<Record<string, string | Uint8Array>> = {
  '/api/2.0/mlflow/registered-models/alias?name=churn&alias=champion':
    '{"model_version": {"version": "3", "run_id": "f44a", "status": "READY"}}',
  '/api/2.0/mlflow/model-versions/get?name=churn&version=3': '{"model_version": {"version": "3", "run_id": "f44a", "status": "READY"}}',
  '/api/2.0/mlflow/model-versions/get-download-uri?name=churn&version=3': '{"artifact_uri": "mlflow-artifacts:/1/models/m-1/artifacts"}',
  '/api/2.0/mlflow-artifacts/artifacts/1/models/m-1/artifacts/MLmodel':
    'flavors:\n  xgboost:\n    data: model.json\n    xgb_version: 3.2.0\nsaved_input_example_info:\n  artifact_path: input_example.json\n',
  '/api/2.0/mlflow-artifacts/artifacts/1/models/m-1/artifacts/input_example.json': JSON.stringify({
    columns: testCase.rows.columns,
    data: [testCase.rows.columns.map((_, index) => 1000 + index)],
  }),
  '/api/2.0/mlflow-artifacts/artifacts/1/models/m-1/artifacts/model.json': bytesOf(testCase, 'model.json'),
};
const server = createServer((request, response) => {
  const body = responses[request.url ?? ''];
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(body);
});

let directory: string;
let trackingURI: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'modelmonitor-import-'));
  writeFileSync(join(directory, 'data.csv'), csvLine(testCase.rows.columns) + testCase.rows.rows.map((row) => csvLine(row)).join(''));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  trackingURI = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true, force: true });
});

async function importModel(uri: string, ...args: readonly string[]) {
  const { context, stdout, stderr } = recordingContext({ cwd: directory, env: { MLFLOW_TRACKING_TOKEN: 't' } });
  const code = await runCommand(['import', uri, '--data', 'data.csv', '--tracking-uri', trackingURI, ...args], context);
  expect({ code, stderr: stderr() }).toEqual({ code: 0, stderr: '' });
  return stdout();
}

const recorded = (folder: string) => readFileSync(join(directory, folder, 'verify-v1.yaml'), 'utf8');
const auth = { bearer: { secretRef: { name: 'modelmonitor-mlflow', key: 'token' } } };

test('an alias stays one: newer models are looked for, and have to predict the rows', async () => {
  const stdout = await importModel('models:/churn@champion');
  expect(stdout).toContain('the Secret modelmonitor-mlflow with the credentials is not written');
  expect(stdout).toMatch(/\nnext: modelmonitor run -f churn\n$/);
  const { problems, monitors } = validateManifests(await loadManifests(['churn'], directory));
  expect(problems.filter(({ message }) => !message.includes('modelmonitor-mlflow'))).toEqual([]);
  const [monitor] = monitors;
  expect(monitor?.spec.model.versions[0] ?? monitor).toMatchObject({
    format: 'auto',
    source: { mlflow: { trackingURI, model: 'churn', alias: 'champion', auth } },
    refresh: { every: '1m' },
  });
  expect(recorded('churn')).not.toContain('"prediction"');
  // The input example is one more row.
  expect(recorded('churn').match(/"features"/g)).toHaveLength(21);
  expect(recorded('churn')).toContain(':1000,');
});

test('a version is one model, which has to reproduce its predictions', async () => {
  await importModel('models:/churn/3', '--manifest', 'fixed');
  const text = readFileSync(join(directory, 'fixed/monitor.yaml'), 'utf8');
  expect(text).toContain('format: xgboost\n');
  expect(text).toContain('version: "3"');
  expect(text).not.toContain('refresh');
  expect(recorded('fixed')).toContain('"prediction"');
});

describe('a model of train --mlflow', () => {
  const wine = join(import.meta.dirname, '../../../examples/wine/wine.csv');
  const folder = () => join(directory, 'logged');
  const command = async (...args: readonly string[]) => {
    const { context, stdout, stderr } = recordingContext({ cwd: directory, execPath: process.execPath });
    return { code: await runCommand(args, context), stdout: stdout(), stderr: stderr() };
  };
  const contentOf = async (name: string) => {
    const { problems, monitors, objects } = validateManifests(await loadManifests([name], directory));
    expect(problems).toEqual([]);
    const entry = (kind: string, key: string) =>
      Buffer.from(objects.get('ConfigMap', 'default', `${name}-${kind}`)?.entries.get(key) ?? '').toString();
    const { task, target } = monitors[0]?.spec.model ?? {};
    return { task, target, reference: entry('reference', 'reference.csv'), verify: entry('verify-v1', 'verify.json') };
  };
  beforeAll(async () => {
    mkdirSync(folder());
    const trained = await command(
      'train',
      ...[
        '--data',
        wine,
        '--target',
        'cultivar',
        '--trees',
        '5',
        '--manifest',
        'trained',
        '--name',
        'trained',
        '--out',
        'logged/model.json',
      ],
      ...['--reference', 'logged/reference.csv'],
    );
    expect(trained.code).toBe(0);
    writeFileSync(join(folder(), 'verify.json'), (await contentOf('trained')).verify);
    const files = 'data: model.json\n    reference: reference.csv\n    verify: verify.json\n    version: 0.9.0\n';
    writeFileSync(join(folder(), 'MLmodel'), `flavors:\n  modelmonitor:\n    ${files}`);
  });

  test('needs no --data: its reference and its recorded predictions are beside it', async () => {
    expect(await command('import', 'logged', '--manifest', 'again')).toMatchObject({ code: 0, stderr: '' });
    const [own, imported] = await Promise.all([contentOf('trained'), contentOf('again')]);
    expect(own.verify).toContain('"prediction"');
    expect(imported).toEqual(own);
  });

  test('that does not reproduce what its training recorded is refused', async () => {
    const text = readFileSync(join(folder(), 'verify.json'), 'utf8');
    writeFileSync(join(folder(), 'verify.json'), text.replace('"prediction":"class_0"', '"prediction":"class_1"'));
    const { code, stderr } = await command('import', 'logged', '--manifest', 'refused');
    expect(code).toBe(1);
    expect(stderr).toContain('logged: the model does not reproduce its recorded predictions: verify row 1 of 20: expected class "class_1"');
  });

  test('of another library needs --data', async () => {
    const { code, stderr } = await command('import', 'models:/churn/3', '--tracking-uri', trackingURI);
    expect(code).toBe(2);
    expect(stderr).toContain('--data is required: only models of modelmonitor train --mlflow have their rows beside them');
  });
});
