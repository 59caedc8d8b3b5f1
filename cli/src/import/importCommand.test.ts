import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadModel, readVerifyRows, verifyModel } from '@modelmonitor/models';
import { bytesOf, readTestCase } from '../../../models/src/testCases.ts';
import { loadManifests } from '../manifests/loadManifests.ts';
import { validateManifests } from '../manifests/validateManifests.ts';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';
import { csvLine } from '../train/csvLine.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'modelmonitor-import-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const read = (file: string) => readFileSync(join(directory, file), 'utf8');
const write = (file: string, content: string | Uint8Array) => writeFileSync(join(directory, file), content);

/** Writes the model of a case as `model.json`, and its rows with the predictions of the library beside them. */
function writeCase(name: string, { label = 'label', labels = (given: string | number | null) => given } = {}): void {
  const testCase = readTestCase(name);
  const { rows, expected } = testCase;
  const prediction = expected.columns.indexOf('prediction');
  const lines = rows.rows.map((row, index) => csvLine([...row, labels(expected.rows[index]?.[prediction] ?? null)]));
  write('data.csv', csvLine([...rows.columns, label]) + lines.join(''));
  const [file = ''] = Object.keys(testCase.files).filter((one) => !one.endsWith('.cbm'));
  write('model.json', bytesOf(testCase, file));
}

async function importModel(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { context, stdout, stderr } = recordingContext({ cwd: directory });
  const code = await runCommand(['import', 'model.json', '--data', 'data.csv', ...args], context);
  return { code, stdout: stdout(), stderr: stderr() };
}

/** The directory is valid, and each of its models loads and reproduces what was recorded. */
async function verifyDirectory(name: string) {
  const { problems, monitors, objects } = validateManifests(await loadManifests([name], directory));
  expect(problems).toEqual([]);
  const [monitor] = monitors;
  const { task, features, target, versions } = monitor?.spec.model ?? { features: [], versions: [] };
  const contract = { task: task ?? 'regression', features, classes: target?.classes ?? [] };
  const bytes = (place: { readonly name: string; readonly key: string } | undefined) =>
    objects.get('ConfigMap', 'default', place?.name ?? '')?.entries.get(place?.key ?? '') ?? new Uint8Array();
  for (const { source, format, verify } of versions) {
    const model = await loadModel(bytes(source.configMap), contract, format);
    const rows = readVerifyRows(bytes(verify?.source.configMap));
    await expect(verifyModel(model, contract, { rows, tolerance: 0 })).resolves.toBeUndefined();
  }
  return { monitor, contract };
}

test('a model becomes a directory that serves it; what was found is reported', async () => {
  writeCase('xgboost-categorical-one-hot');
  const { code, stdout, stderr } = await importModel('--manifest', 'churn');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /^model\.json: XGBoost 3\.2\.0, classification, 8 features\n {2}classes: no, yes \(in alphabetical order, .*\ndata\.csv: 200 rows\n {2}target: label, predicted right in 100\.0 % of the rows\n {2}optional, since the data has gaps: age,/,
  );
  expect(stdout).toMatch(/\nnext: modelmonitor run -f churn\n$/);
  expect(readdirSync(join(directory, 'churn')).sort()).toEqual(['model-v1.yaml', 'monitor.yaml', 'reference.yaml', 'verify-v1.yaml']);
  const { monitor, contract } = await verifyDirectory('churn');
  expect(contract).toMatchObject({ task: 'classification', classes: ['no', 'yes'] });
  expect(contract.features.at(-1)).toEqual({
    name: 'plan',
    type: 'categorical',
    values: ['basic', 'gold', 'plus'],
    optional: true,
  });
  expect(monitor?.spec.model.ignored).toEqual(['label']);
  expect(read('churn/reference.yaml')).toContain('region,plan,label,prediction,probability_no,probability_yes\n');
});

test.each([
  'catboost-categorical-one-hot',
  'catboost-multiclass',
  'lightgbm-categories-by-code',
  'lightgbm-linear-tree',
  'lightgbm-odd-names',
  'onnx-boosting-multiclass',
  'onnx-columns-logistic',
  'skops-columns-forest',
  'skops-forest-array',
  'xgboost-categories-by-code',
  'xgboost-odd-names',
])('%s is imported without an option, and serves', async (name) => {
  writeCase(name);
  const { code, stderr } = await importModel();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { contract } = await verifyDirectory('model');
  const { meta } = readTestCase(name);
  expect(contract.task).toBe(meta.task);
  expect(contract.classes.toSorted()).toEqual((meta.classes ?? []).map(String).toSorted());
  expect(contract.features.map((feature) => feature.name)).toEqual(meta.features.map((feature) => feature.name));
});

test('the order of classes without names is the one in which predictions and labels agree', async () => {
  writeCase('xgboost-multiclass-softprob');
  const { stdout } = await importModel();
  expect(stdout).toContain('classes: low, middle, high (in the order in which predictions and labels agree');
  expect((await verifyDirectory('model')).contract.classes).toEqual(['low', 'middle', 'high']);
});

test('without labels the classes are numbers, and the reference has none', async () => {
  writeCase('xgboost-multiclass-softprob', { labels: () => null });
  const { code, stdout } = await importModel();
  expect(code).toBe(0);
  expect(stdout).toContain('target: no column holds labels that fit the predictions; --target names one');
  expect((await verifyDirectory('model')).contract.classes).toEqual(['0', '1', '2']);
  expect(read('model/reference.yaml')).toContain('balance,prediction,probability_0,');
});

test('recorded predictions name the classes, and are no labels', async () => {
  writeCase('xgboost-multiclass-softprob', { label: 'prediction' });
  const { stdout } = await importModel();
  expect(stdout).toContain('  recorded predictions: prediction, the same in 100.0 % of the rows\n  target: no column holds labels');
  const { monitor } = await verifyDirectory('model');
  expect(monitor?.spec.model.target).toEqual({ name: 'target', classes: ['low', 'middle', 'high'] });
  expect(read('model/reference.yaml')).toContain('balance,prediction,probability_low,');
});

test('of several columns the one is the target that the predictions agree with; the others are ignored', async () => {
  writeCase('xgboost-regression', { label: 'price' });
  const [header, ...rows] = read('data.csv').trimEnd().split('\n');
  write('data.csv', `id,${header},area\n${rows.map((row, index) => `${7919 * index},${row},${(index * 37) % 11}\n`).join('')}`);
  const { stdout } = await importModel();
  expect(stdout).toContain('target: price, R² of the predictions 1.000\n  ignored: id, area\n');
  expect((await verifyDirectory('model')).monitor?.spec.model.ignored).toEqual(['price', 'id', 'area']);
});

test('a second version joins the first, whose changes by the user stay', async () => {
  writeCase('xgboost-regression', { label: 'price' });
  await importModel('--manifest', 'house');
  write('house/monitor.yaml', read('house/monitor.yaml').replace('every: 1h', 'every: 2h # mine'));
  writeCase('xgboost-pruned', { label: 'price' });
  const { code, stdout } = await importModel('--manifest', 'house', '--version', 'v2', '--traffic', '20');
  expect(code).toBe(0);
  expect(stdout).toContain('version v2 added, 20 % of the traffic');
  const { monitor } = await verifyDirectory('house');
  expect(monitor?.spec.model.versions.map(({ name, traffic }) => ({ name, traffic }))).toEqual([
    { name: 'v1', traffic: 80 },
    { name: 'v2', traffic: 20 },
  ]);
  expect(read('house/monitor.yaml')).toContain('every: 2h # mine');
});

describe('a model of a web server', () => {
  let server: Server;
  let address = '';
  beforeEach(async () => {
    server = createServer((request, response) => {
      if (request.url !== '/model.json') response.writeHead(404).end();
      else response.end(readFileSync(join(directory, 'model.json')));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => server.close());

  test('stays there; the resource names it with its digest', async () => {
    writeCase('xgboost-regression');
    const { context, stdout, stderr } = recordingContext({ cwd: directory });
    const code = await runCommand(['import', `${address}/model.json`, '--data', 'data.csv', '--name', 'prices'], context);
    expect({ code, stderr: stderr() }).toEqual({ code: 0, stderr: '' });
    expect(stdout()).not.toContain('model-v1.yaml');
    const { problems, monitors } = validateManifests(await loadManifests(['prices'], directory));
    expect(problems).toEqual([]);
    expect(monitors[0]?.spec.model.versions[0]?.source).toEqual({
      http: { url: `${address}/model.json`, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  test('that does not exist is an error with the address', async () => {
    writeCase('xgboost-regression');
    const { context, stderr } = recordingContext({ cwd: directory });
    expect(await runCommand(['import', `${address}/none.json`, '--data', 'data.csv'], context)).toBe(1);
    expect(stderr()).toMatch(/^modelmonitor import: http:\/\/127\.0\.0\.1:\d+\/none\.json.*404.*\n$/);
  });
});

test('numbers in the notation of the data are features of that notation', async () => {
  writeCase('xgboost-regression');
  const comma = read('data.csv').replaceAll(',', ';').replaceAll('.', ',');
  write('data.csv', comma);
  await importModel();
  const { contract } = await verifyDirectory('model');
  expect(contract.features[1]).toMatchObject({ name: 'income', notation: { decimal: ',' } });
});

test.each([
  {
    name: 'a target that is none of the classes',
    change: (row: string) => row.replace(/,(?=[^,]*$)/, ',x'),
    args: ['--target', 'label', '--classes', 'no,yes'],
    message: '--target: model.json has the classes no,yes, column "label" of data.csv has xno,xyes',
  },
  {
    name: 'classes of another number',
    args: ['--classes', 'a,b,c'],
    message: '--classes: model.json has 2 classes without names, got a,b,c',
  },
  {
    name: 'a missing column',
    change: (row: string) => row.slice(row.indexOf(',') + 1),
    args: [],
    message: 'data.csv lacks 1 column that model.json needs: age; the file has income, ',
  },
  {
    name: 'a target that does not exist',
    args: ['--target', 'lable'],
    message: '--target: data.csv has no column "lable"; did you mean label?',
  },
])('$name is an error with both lists and the option, and nothing is written', async ({ change = (row) => row, args, message }) => {
  writeCase('xgboost-categorical-one-hot');
  write(
    'data.csv',
    read('data.csv')
      .split('\n')
      .map((row, index) => (index === 0 && !message.includes('lacks') ? row : change(row)))
      .join('\n'),
  );
  const { code, stdout, stderr } = await importModel(...args);
  expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
  expect(readdirSync(directory).sort()).toEqual(['data.csv', 'model.json']);
});
