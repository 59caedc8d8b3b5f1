import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ModelMonitor, modelMonitorSchema, planFor } from '@modelmonitor/api';
import { randomFromSeed } from '@modelmonitor/stats';
import { Ajv } from 'ajv';
import type { Window } from '../../../tables/src/window/window.ts';
import { encodeWindow } from '../../../tables/src/window/windowFile.ts';
import { DriftRunError } from '../errors.ts';
import { createDriftChild, type DriftChildOptions } from './driftChild.ts';
import { driftMainPath } from './driftMainPath.ts';

let directory = '';
const node = process.execPath;

const isMonitor = new Ajv({ useDefaults: true, strict: false }).compile<ModelMonitor>(modelMonitorSchema);

function withDefaults(monitor: object): ModelMonitor {
  if (!isMonitor(monitor)) throw new Error(JSON.stringify(isMonitor.errors));
  return monitor;
}

function monitorOf(spec: { redact?: string[]; maxRows?: number } = {}): ModelMonitor {
  const source = (key: string) => ({ configMap: { name: 'wine', key } });
  const monitor = {
    apiVersion: 'modelmonitor.dev/v1alpha1',
    kind: 'ModelMonitor',
    metadata: { name: 'wine' },
    spec: {
      model: {
        task: 'classification',
        features: [
          { name: 'alcohol', type: 'numeric' },
          { name: 'grape', type: 'categorical' },
          { name: 'secret', type: 'numeric' },
        ],
        target: { name: 'class', classes: ['red', 'white'] },
        versions: [{ name: 'v1', format: 'forest', source: source('v1.json') }],
      },
      capture: { redact: spec.redact ?? [] },
      drift: { reference: { source: source('reference.csv') }, window: { maxRows: spec.maxRows ?? 200, maxAge: '1h' }, history: 2 },
    },
  };
  return planFor(withDefaults(monitor)).monitor;
}

const random = randomFromSeed(5);
const rowOf = (shift: number) => [12 + shift + random(), random() < 0.5 ? 'syrah' : 'merlot', random()] as const;

function referenceCsv(): string {
  const rows = Array.from({ length: 300 }, () => [...rowOf(0), random() < 0.5 ? 'red' : 'white', random() < 0.5 ? 'red' : 'white']);
  return ['alcohol,grape,secret,class,prediction', ...rows.map((row) => row.join(','))].join('\n');
}

/** Rows a minute apart that end now; the last 30 have their label. */
function windowOf({ rows, shift, secret = true }: { rows: number; shift: number; secret?: boolean }): Uint8Array {
  const data = Array.from({ length: rows }, () => rowOf(shift));
  const classes = data.map(() => (random() < 0.5 ? 'red' : 'white'));
  const features = [
    { name: 'alcohol', role: 'feature', type: 'numeric', values: Float64Array.from(data, ([alcohol]) => alcohol) },
    { name: 'grape', role: 'feature', type: 'categorical', values: data.map(([, grape]) => grape) },
    { name: 'secret', role: 'feature', type: 'numeric', values: Float64Array.from(data, ([, , value]) => value) },
  ] as const;
  const window: Window = {
    monitor: { namespace: 'default', name: 'wine' },
    rows,
    columns: [
      ...features.filter(({ name }) => secret || name !== 'secret'),
      { name: 'prediction', role: 'prediction', type: 'categorical', values: classes },
      { name: 'actual', role: 'actual', type: 'categorical', values: classes.map((value, row) => (row < rows - 30 ? null : value)) },
      { name: 'version', role: 'version', type: 'categorical', values: classes.map(() => 'v1') },
      { name: 'time', role: 'time', type: 'numeric', values: Float64Array.from(data, (_, row) => Date.now() - (rows - row) * 10_000) },
    ],
  };
  return encodeWindow(window);
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drift-child-'));
  await mkdir(join(directory, 'configmaps', 'wine'), { recursive: true });
  await configure(monitorOf());
  await writeFile(join(directory, 'configmaps', 'wine', 'reference.csv'), referenceCsv());
});

afterEach(() => rm(directory, { recursive: true }));

function configure(monitor: ModelMonitor): Promise<void> {
  return writeFile(join(directory, 'monitor.json'), JSON.stringify(monitor));
}

function childOf(options: Partial<DriftChildOptions> = {}) {
  return createDriftChild({ execPath: node, mainPath: driftMainPath, configDirectory: directory, timeoutMilliseconds: 60_000, ...options });
}

test('a check runs in a process of its own, answers with the report and keeps it', async () => {
  const reportsDirectory = join(directory, 'reports');
  const child = childOf({ reportsDirectory, maximumHeapMegabytes: 256 });
  const report = await child.check(windowOf({ rows: 150, shift: 1 }));
  expect(report).toMatchObject({
    monitor: { namespace: 'default', name: 'wine' },
    model: { versions: { v1: 150 } },
    reference: { rows: 300 },
    current: { rows: 150 },
    features: {
      alcohol: { method: 'ks', verdict: 'drifted' },
      grape: { method: 'z', verdict: 'stable' },
      secret: { method: 'ks', verdict: 'stable' },
    },
    prediction: { type: 'categorical', verdict: 'stable' },
    target: { verdict: 'unknown', reason: 'expected at least 50 current values, got 30' },
  });
  const names = [
    `${report.run}.html`,
    `${report.run}.json`,
    'data_drift_report.html',
    'data_drift_report.json',
    'data_stability_test.html',
  ];
  expect(await readdir(reportsDirectory)).toEqual(names);
  expect(JSON.parse(await readFile(join(reportsDirectory, 'data_drift_report.json'), 'utf8'))).toEqual(report);
  expect(await readFile(join(reportsDirectory, 'data_drift_report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
});

test('only the newest rows within the age count, and what is redacted stays out', async () => {
  await configure(monitorOf({ redact: ['secret'], maxRows: 60 }));
  const report = await childOf().check(windowOf({ rows: 500, shift: 0, secret: false }));
  expect(report.current.rows).toBe(60);
  expect(Object.keys(report.features)).toEqual(['alcohol', 'grape']);
  expect(report.warnings).toEqual(['"secret": the feature is redacted and was not compared']);
  await configure(monitorOf({ maxRows: 1000 }));
  // 1 h holds 360 rows ten seconds apart; the child starts a little later.
  const { current } = await childOf().check(windowOf({ rows: 500, shift: 0 }));
  expect(current.rows).toBeLessThanOrEqual(360);
  expect(current.rows).toBeGreaterThan(300);
});

test('an empty window gives an unknown verdict, not a failure', async () => {
  const report = await childOf().check(windowOf({ rows: 0, shift: 0 }));
  expect(report).toMatchObject({
    verdict: 'unknown',
    reason: 'expected at least 50 current rows, got 0',
    current: { from: null, to: null },
  });
});

test('the bins of the reference come with its rows and hash', async () => {
  const { bins, rows, hash } = await childOf().bins();
  expect(bins.features['alcohol']).toMatchObject({ kind: 'numeric' });
  expect(bins.features['grape']).toMatchObject({
    kind: 'categorical',
    labels: expect.arrayContaining(['syrah', 'merlot', 'other', 'missing']),
  });
  expect(bins.prediction).toMatchObject({ kind: 'categorical' });
  expect(rows).toBe(300);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
});

test('the background holds rows of the reference, without what is redacted', async () => {
  await configure(monitorOf({ redact: ['secret'] }));
  const { rows, features } = await childOf().background();
  expect([rows, Object.keys(features)]).toEqual([300, ['alcohol', 'grape']]);
  expect(features['alcohol']).toHaveLength(300);
  expect(features['grape']).toEqual(expect.arrayContaining(['syrah', 'merlot']));
});

test.each([
  {
    name: 'a window that was changed',
    input: () => Uint8Array.from(windowOf({ rows: 60, shift: 0 })).fill(0, 200, 201),
    message: 'its checksum does not match',
  },
  { name: 'no window at all', input: () => new Uint8Array(), message: 'expected a window file, got no bytes' },
])('$name is refused with the reason', async ({ input, message }) => {
  await expect(childOf().check(input())).rejects.toThrow(message);
});

test('a reference that is missing is named, and the child that reads no input breaks nothing', async () => {
  await rm(join(directory, 'configmaps'), { recursive: true });
  const failure = await childOf()
    .check(windowOf({ rows: 5000, shift: 0 }))
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(DriftRunError);
  expect(failure).toMatchObject({
    message: expect.stringContaining('reference.csv does not exist'),
    stderrTail: expect.stringContaining('does not exist'),
  });
  await rm(join(directory, 'monitor.json'));
  await expect(childOf().bins()).rejects.toThrow('monitor.json does not exist');
});

test('a child that takes too long is ended', async () => {
  await expect(childOf({ timeoutMilliseconds: 1 }).check(windowOf({ rows: 60, shift: 0 }))).rejects.toThrow(
    'the drift job exceeded its limit of 1 ms',
  );
});

test.each([
  {
    name: 'says something else than JSON',
    script: "process.stdout.write('hello')",
    message: 'the drift job has to answer with one line of JSON',
  },
  {
    name: 'fails with a long story',
    script: "process.stderr.write('x'.repeat(9000) + ' the end'); process.exitCode = 7",
    message: /code 7: x{1992} the end$/,
  },
  { name: 'is ended by a signal', script: "process.kill(process.pid, 'SIGTERM')", message: 'the drift job ended with SIGTERM' },
])('a child that $name is an error', async ({ script, message }) => {
  const mainPath = join(directory, 'other.mjs');
  await writeFile(mainPath, script);
  await expect(childOf({ mainPath }).bins()).rejects.toThrow(message);
});

test('a program that cannot be started is an error', async () => {
  await expect(childOf({ execPath: join(directory, 'no-node') }).bins()).rejects.toThrow('the drift job could not be started');
});

test('jobs are ended with the process that started them, which is no failure of theirs', async () => {
  const mainPath = join(directory, 'endless.mjs');
  await writeFile(mainPath, 'setInterval(() => undefined, 1000)');
  const child = childOf({ mainPath });
  const failure = child.bins().catch((error: unknown) => error);
  child.end();
  expect(await failure).toMatchObject({ message: 'the drift job was ended: this process closes', ended: true });
});

test('without free file descriptors a job fails, and the process that starts it lives', async () => {
  const script = join(directory, 'full.mjs');
  const text = `import { openSync } from 'node:fs';
import { createDriftChild } from ${JSON.stringify(join(import.meta.dirname, 'driftChild.ts'))};
const child = createDriftChild({ execPath: process.execPath, mainPath: 'none', configDirectory: '.', timeoutMilliseconds: 10_000 });
try { for (;;) openSync('/dev/null'); } catch {}
await child.bins().catch(({ name, message }) => process.stdout.write(name + ': ' + message));`;
  await writeFile(script, text);
  const { stdout, status } = spawnSync('sh', ['-c', 'ulimit -n 64; exec "$0" "$1"', node, script], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^DriftRunError: the drift job could not be started: spawn .* EMFILE$/)]);
});

test('the job takes a window from a file, and says how it is called', async () => {
  const path = join(directory, 'window');
  await writeFile(path, windowOf({ rows: 60, shift: 0 }));
  const ran = spawnSync(node, [driftMainPath, 'check', '--config', directory, '--window', path], { encoding: 'utf8' });
  expect([ran.status, ran.stderr, ran.stdout.split('\n').length]).toEqual([0, '', 2]);
  const wrong = spawnSync(node, [driftMainPath, 'check'], { encoding: 'utf8' });
  expect([wrong.status, wrong.stdout]).toEqual([1, '']);
  expect(wrong.stderr).toContain('expected --config DIR: drift check --config DIR');
});
