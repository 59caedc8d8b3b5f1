import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadForest, readVerifyRows, verifyModel } from '@modelmonitor/models';
import { loadManifests } from '../manifests/loadManifests.ts';
import { validateManifests } from '../manifests/validateManifests.ts';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';
import { irisCsv } from './irisLike.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'modelmonitor-train-'));
  writeFileSync(join(directory, 'iris.csv'), irisCsv());
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function train(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const { context, stdout, stderr } = recordingContext({ cwd: directory });
  const code = await runCommand(['train', ...line.split(' ')], context);
  return { code, stdout: stdout(), stderr: stderr() };
}

const fast = '--data iris.csv --target species --trees 5';
const read = (file: string) => readFileSync(join(directory, file), 'utf8');

describe('a classification', () => {
  test('prints the rows, the split, the scores and the files', async () => {
    const { code, stdout, stderr } = await train(fast);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^iris\.csv: 60 rows, 6 features\nclassification of species: setosa, versicolor, virginica\n/);
    expect(stdout).toContain('training on 48 rows, testing on 12 (seed 42)');
    expect(stdout).toMatch(/accuracy {2}[01]\.\d{4}\n {2}macro F1 {2}[01]\.\d{4}\n/);
    expect(stdout).toMatch(/ {14}setosa {2}versicolor {2}virginica\n {2}setosa {11}\d/);
    expect(stdout).toContain('  model.json     the model\n  reference.csv  60 rows\n');
    expect(stderr).toMatch(/^(training: \d+ %\n)+$/);
  });

  test('its model file loads, and describes its training without a time', async () => {
    await train(fast);
    const { features, categories, classes, training } = JSON.parse(read('model.json'));
    expect({ features, categories, classes }).toEqual({
      features: ['sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'site', 'year'],
      categories: { site: ['NA meadow', 'hill, north'] },
      classes: ['setosa', 'versicolor', 'virginica'],
    });
    expect(training).toMatchObject({
      seed: 42,
      trees: 5,
      rows: { train: 48, test: 12 },
      dataSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(Object.keys(training.testScores)).toEqual(['accuracy', 'macroF1']);
    expect(read('model.json')).not.toMatch(/20\d\d-\d\d-\d\d/);
  });

  test('its reference contains the data and out-of-sample predictions', async () => {
    await train(fast);
    const [header, first, second] = read('reference.csv').split('\n');
    expect(header).toBe(
      'sepal_length,sepal_width,petal_length,petal_width,site,year,species,prediction,probability_setosa,probability_versicolor,probability_virginica',
    );
    expect(first).toMatch(/^[\d.]+,[\d.]+,[\d.]+,[\d.]+,NA meadow,2020,setosa,((setosa|versicolor|virginica)(,[01][\d.]*){3}|,,,)$/);
    expect(second).toContain(',"hill, north",2021,versicolor,');
  });

  test('the seed determines the bytes', async () => {
    await train(`${fast} --out one.json --reference one.csv`);
    await train(`${fast} --out two.json --reference two.csv`);
    await train(`${fast} --out three.json --seed 7`);
    expect(read('two.json')).toBe(read('one.json'));
    expect(read('two.csv')).toBe(read('one.csv'));
    expect(read('three.json')).not.toBe(read('one.json'));
  });

  test('keeps the given order of classes, and accepts whole numbers as classes', async () => {
    await train(`${fast} --classes virginica,setosa,versicolor`);
    expect(JSON.parse(read('model.json')).classes).toEqual(['virginica', 'setosa', 'versicolor']);
    await train('--data iris.csv --target year --trees 2 --exclude species');
    expect(JSON.parse(read('model.json'))).toMatchObject({ task: 'classification', classes: ['2020', '2021', '2022'] });
  });

  test('treats numeric columns as categories with --categorical', async () => {
    await train(`${fast} --features year,petal_width --categorical year`);
    expect(JSON.parse(read('model.json'))).toMatchObject({
      features: ['year', 'petal_width'],
      categories: { year: ['2020', '2021', '2022'] },
    });
  });
});

test('a regression prints its errors and writes numbers', async () => {
  const { code, stdout } = await train('--data iris.csv --target petal_width --trees 5');
  expect(code).toBe(0);
  expect(stdout).toMatch(/regression of petal_width\n[\s\S]* {2}MAE {7}[\d.]+\n {2}RMSE {6}[\d.]+\n {2}R² {8}-?[\d.]+\n/);
  expect(read('reference.csv').split('\n')[1]).toMatch(/,setosa,-?[\d.]+,-?[\d.]+$/);
});

describe('manifests', () => {
  test('a new directory is valid, and its model loads under its contract', async () => {
    const { stdout } = await train(`${fast} --manifest deep/iris --ranges`);
    expect(stdout).toContain('next: modelmonitor run -f deep/iris\n');
    const { problems, monitors, objects } = validateManifests(await loadManifests(['deep/iris'], directory));
    expect(problems).toEqual([]);
    const model = monitors[0]?.spec.model;
    expect(model?.features[0]?.range).toBeDefined();
    const bytes = objects.get('ConfigMap', 'default', 'iris-model-v1')?.entries.get('model.json') ?? new Uint8Array();
    const contract = { task: 'classification' as const, features: model?.features ?? [], classes: model?.target.classes ?? [] };
    const recorded = objects.get('ConfigMap', 'default', 'iris-verify-v1')?.entries.get('verify.json') ?? new Uint8Array();
    const rows = readVerifyRows(recorded);
    expect(rows).toHaveLength(20);
    await expect(verifyModel(loadForest(bytes, contract), contract, { rows, tolerance: 0 })).resolves.toBeUndefined();
    expect(readdirSync(join(directory, 'deep/iris')).sort()).toEqual(['model-v1.yaml', 'monitor.yaml', 'reference.yaml', 'verify-v1.yaml']);
    expect(readdirSync(directory)).not.toContain('model.json');
  });

  test('requests may hold columns that are left out, also those with long names', async () => {
    const question = 'How satisfied are you, all in all? '.repeat(8).trim();
    writeFileSync(join(directory, 'iris.csv'), irisCsv().replace(',site,', `,"${question}",`));
    await train(`${fast} --manifest m`);
    const { monitors, problems } = validateManifests(await loadManifests(['m'], directory));
    expect(problems).toEqual([]);
    expect(monitors[0]?.spec.model.ignored).toEqual(['species', question]);
  });

  test('a second version is added, and changes of the user are kept', async () => {
    await train(`${fast} --manifest m --name flowers`);
    const mine = read('m/monitor.yaml').replace('every: 1h', 'every: 2h # mine');
    writeFileSync(join(directory, 'm/monitor.yaml'), mine);
    const reference = read('m/reference.yaml');
    const { stdout } = await train(`${fast} --manifest m --version v2 --traffic 20 --seed 9`);
    expect(stdout).toContain('version v2 added, 20 % of the traffic');
    expect(read('m/monitor.yaml')).toContain('every: 2h # mine');
    expect(read('m/reference.yaml')).toBe(reference);
    const { problems, monitors } = validateManifests(await loadManifests(['m'], directory));
    expect(problems).toEqual([]);
    expect(monitors[0]?.spec.model.versions.map(({ name, traffic }) => ({ name, traffic }))).toEqual([
      { name: 'v1', traffic: 80 },
      { name: 'v2', traffic: 20 },
    ]);
  });

  test('another version has the features and categories of the first, whatever its data looks like', async () => {
    await train(`${fast} --manifest m`);
    // One site only, which would be a constant.
    writeFileSync(
      join(directory, 'iris.csv'),
      irisCsv((fields) => fields.map((field, index) => (index === 4 ? 'hill, north' : field))),
    );
    const { code } = await train(`${fast} --manifest m --version v2`);
    expect(code).toBe(0);
    const { problems, objects } = validateManifests(await loadManifests(['m'], directory));
    expect(problems).toEqual([]);
    const model = objects.get('ConfigMap', 'default', 'm-model-v2')?.entries.get('model.json') ?? new Uint8Array();
    expect(JSON.parse(Buffer.from(model).toString())).toMatchObject({
      features: ['sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'site', 'year'],
      categories: { site: ['NA meadow', 'hill, north'] },
    });
  });

  test('an existing version is trained again, without a change to its monitor', async () => {
    await train(`${fast} --manifest m`);
    const [monitor, model, verify] = [read('m/monitor.yaml'), read('m/model-v1.yaml'), read('m/verify-v1.yaml')];
    const { stdout } = await train(`${fast} --manifest m --seed 9`);
    expect(stdout).not.toContain('monitor.yaml');
    expect(read('m/monitor.yaml')).toBe(monitor);
    expect(read('m/model-v1.yaml')).not.toBe(model);
    expect(read('m/verify-v1.yaml')).not.toBe(verify);
  });

  test.each([
    {
      name: 'another model',
      line: '--data iris.csv --target site --manifest m --trees 2',
      says: 'm/monitor.yaml describes another model: its features',
    },
    { name: 'another name', line: `${fast} --manifest m --name other`, says: 'm/monitor.yaml: expected the monitor other, got m' },
  ])('a directory of $name is rejected', async ({ line, says }) => {
    await train(`${fast} --manifest m`);
    const before = read('m/monitor.yaml');
    const { code, stderr } = await train(line);
    expect({ code, says: stderr.includes(says) ? says : stderr }).toEqual({ code: 1, says });
    expect(read('m/monitor.yaml')).toBe(before);
  });

  test('an invalid monitor.yaml is rejected', async () => {
    mkdirSync(join(directory, 'm'));
    writeFileSync(join(directory, 'm/monitor.yaml'), 'kind: [\n');
    expect(await train(`${fast} --manifest m`)).toMatchObject({ code: 1, stderr: expect.stringContaining('m/monitor.yaml is not YAML') });
  });
});

test('training can be interrupted', async () => {
  const controller = new AbortController();
  const { context, stderr } = recordingContext({ cwd: directory, signal: controller.signal });
  controller.abort();
  expect(await runCommand(['train', ...fast.split(' ')], context)).toBe(1);
  expect(stderr()).toContain('training was interrupted');
});
