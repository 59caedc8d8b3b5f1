import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelMonitor } from '@modelmonitor/api';
import { checkDrift } from '@modelmonitor/drift';
import { loadForest, loadModel, type ModelContract, readVerifyRows, verifyModel } from '@modelmonitor/models';
import { randomFromSeed } from '@modelmonitor/stats';
import { type Table, tableDataSet } from '@modelmonitor/tables';
import { readTable } from '@modelmonitor/tables/files';
import { loadManifests } from '../cli/src/manifests/loadManifests.ts';
import { type ValidatedManifests, validateManifests } from '../cli/src/manifests/validateManifests.ts';
import { recordingContext } from '../cli/src/recordingContext.ts';
import { buildExamples, exampleCommands } from './buildExamples.ts';
import { raceCsv } from './race/generate.ts';

const examples = import.meta.dirname;

interface Example {
  readonly manifests: ValidatedManifests;
  readonly monitor: ModelMonitor;
}

async function exampleOf(name: string, options: { readonly referencesElsewhere?: boolean } = {}): Promise<Example> {
  const manifests = validateManifests(await loadManifests([name], examples), options);
  expect(manifests.problems).toEqual([]);
  const [monitor] = manifests.monitors;
  if (monitor === undefined) throw new Error(`${name} has no ModelMonitor`);
  return { manifests, monitor };
}

function bytesAt({ manifests, monitor }: Example, place: { name: string; key: string } | undefined): Uint8Array {
  const bytes = manifests.objects.get('ConfigMap', monitor.metadata.namespace, place?.name ?? '')?.entries.get(place?.key ?? '');
  if (bytes === undefined) throw new Error(`the ConfigMap ${place?.name} has no key ${place?.key}`);
  return bytes;
}

function contractOf({ spec: { model } }: ModelMonitor): ModelContract {
  return { task: model.task, features: model.features, classes: model.target.classes ?? [] };
}

describe.each([
  { name: 'wine', versions: ['v1', 'v2'], rows: 178 },
  { name: 'iris', versions: ['v1'], rows: 150 },
  { name: 'race', versions: ['v1'], rows: 1500 },
  { name: 'titanic', versions: ['v1'], rows: 393 },
  { name: 'penguins', versions: ['v1'], rows: 138 },
])('$name', ({ name, versions, rows }) => {
  test('is valid, and its models match their contract and reproduce what was recorded', async () => {
    const example = await exampleOf(name);
    expect(example.monitor.spec.model.versions.map((version) => version.name)).toEqual(versions);
    for (const { source, format, verify } of example.monitor.spec.model.versions) {
      const model = await loadModel(bytesAt(example, source.configMap), contractOf(example.monitor), format);
      if (verify === undefined) continue;
      const recorded = readVerifyRows(bytesAt(example, verify.source.configMap));
      await expect(verifyModel(model, contractOf(example.monitor), { rows: recorded, tolerance: 0 })).resolves.toBeUndefined();
    }
  });

  test('has a reference with every feature, the target, a prediction and the probability of each class', async () => {
    const example = await exampleOf(name);
    const csv = new TextDecoder().decode(bytesAt(example, example.monitor.spec.drift.reference.source.configMap));
    const { features, target } = example.monitor.spec.model;
    const [header, ...lines] = csv.trimEnd().split('\n');
    expect(header?.split(',').map((field) => field.replaceAll('"', ''))).toEqual([
      ...features.map((feature) => feature.name),
      target.name,
      'prediction',
      ...(target.classes ?? []).map((className) => `probability_${className}`),
    ]);
    expect(lines).toHaveLength(rows);
  });

  test('is small enough for kubectl apply', () => {
    const files = readdirSync(join(examples, name)).map((file) => ({ file, bytes: statSync(join(examples, name, file)).size }));
    expect(files.filter(({ file, bytes }) => file.endsWith('.yaml') && bytes >= 262_144)).toEqual([]);
    expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(1_000_000);
  });
});

test('tumours follows an alias of an MLflow registry; its newest model has to predict the rows', async () => {
  const example = await exampleOf('tumours');
  const [version] = example.monitor.spec.model.versions;
  expect(version).toMatchObject({ format: 'auto', source: { mlflow: { model: 'tumours', alias: 'champion' } }, refresh: { every: '1m' } });
  const rows = readVerifyRows(bytesAt(example, version?.verify?.source.configMap));
  expect(rows.map(({ features, prediction }) => [Object.keys(features).length, prediction])).toEqual(Array(20).fill([10, undefined]));
});

test('wine-postgres is wine with a database as its store, and checks as often as its test traffic makes sensible', async () => {
  const [{ monitor: wine }, { monitor }] = await Promise.all([
    exampleOf('wine'),
    exampleOf('wine-postgres', { referencesElsewhere: true }),
  ]);
  const { store, postgres, ...capture } = monitor.spec.capture;
  const { early, ...drift } = monitor.spec.drift;
  expect({ ...monitor, spec: { ...monitor.spec, capture, drift } }).toEqual(wine);
  expect(early).toEqual({ rows: 500, age: '1h', minInterval: '1m' });
  expect({ store, secret: postgres?.secretRef }).toEqual({ store: 'postgres', secret: { name: 'predictions-app', key: 'uri' } });
});

test('wine v1 predicts nearly all of its rows correctly', async () => {
  const example = await exampleOf('wine');
  const contract = contractOf(example.monitor);
  const table = await readTable(join(examples, 'wine/wine.csv'));
  const matrix = Float64Array.from({ length: table.rows * 13 }, (_, index) =>
    Number(table.columns[index % 13]?.values[Math.floor(index / 13)]),
  );
  const [first] = example.monitor.spec.model.versions;
  const { values } = loadForest(bytesAt(example, first?.source.configMap), contract).predict(matrix, table.rows);
  const right = [...values].filter((value, row) => contract.classes[value] === table.columns[13]?.values[row]);
  expect(right.length / table.rows).toBeGreaterThan(0.95);
});

test('a new build gives the same bytes', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'modelmonitor-examples-'));
  try {
    // The race takes many seconds; its data is compared below.
    const quick = exampleCommands.filter((command) => !command.includes('race'));
    await buildExamples(directory, recordingContext().context, quick);
    const imported = ['titanic', 'penguins'].flatMap((name) =>
      ['monitor', 'model-v1', 'verify-v1', 'reference'].map((file) => `${name}/${file}.yaml`),
    );
    for (const file of [
      'wine/model-v1.yaml',
      'wine/model-v2.yaml',
      'wine/reference.yaml',
      'iris/model-v1.yaml',
      'iris/reference.yaml',
      ...imported,
    ]) {
      expect(readFileSync(join(directory, file)).equals(readFileSync(join(examples, file)))).toBe(true);
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test('the laps of the race follow from their formula', () => {
  expect(raceCsv(1500, 42)).toBe(readFileSync(join(examples, 'race/race.csv'), 'utf8'));
});

test.each([...exampleCommands])('a README names the command: %s', (command) => {
  const example = /--manifest (\w+)/.exec(command)?.[1] ?? '';
  expect(readFileSync(join(examples, example, 'README.md'), 'utf8')).toContain(`\`modelmonitor ${command}\``);
});

describe('drift in the wine', () => {
  const shifted = ['alcohol', 'malic_acid', 'total_phenols', 'flavanoids', 'color_intensity', 'hue', 'proline'];

  test.each([
    { name: '500 random rows are stable', features: [], verdict: 'stable' },
    { name: 'seven features shifted by two standard deviations are drift', features: shifted, verdict: 'drifted' },
  ])('$name', async ({ features, verdict }) => {
    const { monitor } = await exampleOf('wine');
    const reference = await readTable(join(examples, 'wine/wine.csv'), { columns: monitor.spec.model.features.map(({ name }) => name) });
    for (let seed = 1; seed <= 10; seed++) {
      const current = sample(reference, { rows: 500, seed, shifted: features });
      const report = checkDrift({
        reference: tableDataSet(reference),
        current: tableDataSet(current),
        settings: { ...monitor.spec.drift, minRows: 50 },
        context,
      });
      expect(report.verdict).toBe(verdict);
      expect(
        Object.entries(report.features)
          .flatMap(([name, { drifted }]) => (drifted ? [name] : []))
          .sort(),
      ).toEqual([...features].sort());
    }
  });

  const context = {
    run: 'test',
    timestamp: '2026-01-01T00:00:00Z',
    monitor: { namespace: 'default', name: 'wine' },
    model: { name: 'wine', versions: [] },
    referenceHash: '',
    from: null,
    to: null,
    warnings: [],
  } as unknown as Parameters<typeof checkDrift>[0]['context'];

  function sample(table: Table, { rows, seed, shifted }: { rows: number; seed: number; shifted: readonly string[] }): Table {
    const random = randomFromSeed(seed);
    const rowNumbers = Array.from({ length: rows }, () => Math.floor(random() * table.rows));
    const columns = table.columns.map(({ name, values }) => {
      const numbers = Float64Array.from(values, Number);
      const shift = shifted.includes(name) ? 2 * deviation(numbers) : 0;
      return { name, type: 'numeric' as const, values: Float64Array.from(rowNumbers, (row) => (numbers[row] ?? Number.NaN) + shift) };
    });
    return { rows, columns };
  }

  function deviation(values: Float64Array): number {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  }
});
