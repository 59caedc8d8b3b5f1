import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomFromSeed } from '@modelmonitor/stats';
import { eventually, servedArgs, startedCommands } from './exampleRun.ts';

// Every object of JavaScript has members of these names; here they are columns, categories, classes, a monitor and ids.
const features = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'];
const classes = ['__proto__', 'constructor', 'toString'];

const directory = mkdtempSync(join(tmpdir(), 'names-'));
const file = (name: string) => join(directory, name);
const { started, endAll } = startedCommands(process.execPath);
afterAll(endAll);

/** Numbers in the first, second and fourth column, categories in the others; the class is known from the first. */
function csv(seed: number): string {
  const random = randomFromSeed(seed);
  const rows = Array.from({ length: 300 }, (_, row) => {
    const code = row % 3;
    const [first, second, fourth] = [10 * code + random(), 5 * random(), 100 * random()].map((value) => value.toFixed(3));
    return [first, second, classes[Math.floor(3 * random())], fourth, random() < 0.5 ? '__proto__' : 'valueOf', classes[code]].join(',');
  });
  return `${[...features, 'propertyIsEnumerable'].join(',')}\n${rows.join('\n')}\n`;
}

async function output(...args: readonly string[]): Promise<string> {
  const { ended, stdout, stderr } = started(args, directory);
  const code = await ended;
  if (code !== 0) throw new Error(`modelmonitor ${args.join(' ')} ended with ${code}: ${stderr()}`);
  return stdout();
}

const readJson = (name: string) => JSON.parse(readFileSync(file(name), 'utf8'));

writeFileSync(file('reference.csv'), csv(1));
writeFileSync(file('current.csv'), csv(2));

test('drift and profile of such columns', async () => {
  const files = ['--reference', 'reference.csv', '--current', 'current.csv'];
  await output(
    'drift',
    ...files,
    '--target',
    'propertyIsEnumerable',
    '--json',
    'files.json',
    '--html',
    'files.html',
    '--quality',
    'quality.json',
  );
  const { features: reports, target } = readJson('files.json');
  expect(Object.keys(reports)).toEqual(features);
  expect(Object.values(reports).map((report) => (report as { verdict: string }).verdict)).toEqual(features.map(() => 'stable'));
  expect(target.verdict).toBe('stable');
  const html = readFileSync(file('files.html'), 'utf8');
  expect(features.filter((name) => !html.replaceAll('<wbr>', '').includes(`>${name}</`))).toEqual([]);
  await output('profile', '--data', 'reference.csv', '--columns', features.join(','), '--output', 'reference.profile.json');
  await output(
    'drift',
    '--reference',
    'reference.profile.json',
    '--current',
    'current.csv',
    '--columns',
    features.join(','),
    '--json',
    'profile.json',
  );
  expect(readJson('profile.json').features).toEqual(reports);
}, 60_000);

test('train, validate and serve such a model: predictions, explanations, feedback, report and metrics', async () => {
  await output(
    'train',
    '--data',
    'reference.csv',
    '--target',
    'propertyIsEnumerable',
    '--manifest',
    'manifests',
    '--name',
    'constructor',
    '--trees',
    '10',
  );
  const monitor = readFileSync(file('manifests/monitor.yaml'), 'utf8');
  const methods = 'methods: { features: { constructor: { method: wasserstein }, __proto__: { method: ks } } }';
  writeFileSync(
    file('manifests/monitor.yaml'),
    monitor.replace(/^ {4}share: 0.5$/m, `    ${methods}\n$&`).replace('- name: v1', '- name: valueOf'),
  );
  expect(await output('validate', '-f', 'manifests')).toContain('1 ModelMonitor is valid');
  const { addresses } = started(servedArgs({ directory: file('manifests'), dataDirectory: file('data') }));
  const address = await eventually('the model', () => addresses()[0]);
  const request = async (path: string, body?: unknown) => {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${address}${path}`, body === undefined ? {} : sent);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text.startsWith('{') ? JSON.parse(text) : text;
  };
  // Not an object literal, in which __proto__ would be the prototype.
  const row = Object.fromEntries(features.map((name, index) => [name, [0.5, 1, 'toString', 50, '__proto__'][index]]));
  const predicted = await request('/predict', { features: row, id: '__proto__' });
  expect(predicted.prediction).toBe('__proto__');
  expect(Object.keys(predicted.probabilities).sort()).toEqual(classes);
  expect(Object.keys((await request('/explain', { features: row })).contributions)).toEqual(features);
  expect(await request('/feedback', { id: '__proto__', actual: '__proto__' })).toMatchObject({ joined: 1, unknown: [] });
  await expect(request('/predict', { features: {} })).rejects.toThrow(/"constructor\\" *": expected a number|constructor/);
  await output(
    'traffic',
    '--url',
    `${address}/predict`,
    '--data',
    'current.csv',
    '--exclude',
    'propertyIsEnumerable',
    '--count',
    '100',
    '--rate',
    '1000',
  );
  const { features: reports } = await request('/generate_reports', {});
  expect(Object.keys(reports)).toEqual(features);
  expect([reports['constructor'].method, Object.entries<{ method: string }>(reports)[1]?.[1].method]).toEqual(['wasserstein', 'ks']);
  const metrics = await request('/metrics');
  for (const name of features)
    expect(metrics).toContain(`modelmonitor_feature_drift_detected{namespace="default",modelmonitor="constructor",feature="${name}"}`);
  for (const name of classes)
    expect(metrics).toContain(`modelmonitor_predicted_class_total{version="valueOf",class="${name}",modelmonitor="constructor"}`);
}, 90_000);
