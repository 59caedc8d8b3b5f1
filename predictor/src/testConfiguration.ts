import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createValidator, planFor } from '@modelmonitor/api';

/** Fields of a test's resource; the rest has defaults. */
export interface TestMonitor {
  readonly name?: string;
  readonly features?: readonly object[];
  readonly target?: object;
  readonly task?: 'classification' | 'regression';
  readonly versions?: readonly object[];
  readonly capture?: object;
  readonly serving?: object;
  readonly alerts?: object;
  readonly drift?: object;
}

/** A number in a range, a category that the models name, and an optional number. */
export const testFeatures = [
  { name: 'driver_number', type: 'numeric', range: { min: 1, max: 99 } },
  { name: 'soil', type: 'categorical' },
  { name: 'alcohol', type: 'numeric', optional: true },
];

/** A version with its model in the ConfigMap of the same name. */
export function testVersion(name: string, more: object = {}): object {
  return { name, format: 'forest', source: { configMap: { name, key: 'model.json' } }, ...more };
}

/** The resource that `testFiles` fits: v1 always predicts red and v2 white. */
export function testMonitor({ name = 'tested', ...given }: TestMonitor = {}): object {
  const { task = 'classification', features = testFeatures, target = { name: 'colour', classes: ['red', 'white'] } } = given;
  const { versions = [testVersion('v1', { traffic: 80 }), testVersion('v2', { traffic: 20 })], capture, serving, alerts, drift } = given;
  return {
    apiVersion: 'modelmonitor.dev/v1alpha1',
    kind: 'ModelMonitor',
    metadata: { name, namespace: 'default' },
    spec: {
      model: { task, features, target, versions },
      drift: { reference: { source: { configMap: { name: 'reference', key: 'reference.csv' } } }, ...drift },
      ...(capture === undefined ? {} : { capture }),
      ...(serving === undefined ? {} : { serving }),
      ...(alerts === undefined ? {} : { alerts }),
    },
  };
}

/** A model file over the test features that gives every row the same class. */
export function constantForest(klass: number, more: object = {}): object {
  return {
    format: 'modelmonitor/forest',
    formatVersion: 1,
    task: 'classification',
    aggregation: 'vote',
    features: ['driver_number', 'soil', 'alcohol'],
    categories: { soil: ['clay', 'sand', 'chalk'] },
    classes: ['red', 'white'],
    training: {},
    trees: [{ feature: [-1], value: [klass] }],
    ...more,
  };
}

/** A regression whose model always predicts 42, and whose predictions on the reference are 0 to 99. */
export function testRegression(name?: string): { readonly monitor: object; readonly files: TestFiles } {
  const model = constantForest(0, {
    task: 'regression',
    aggregation: 'mean',
    features: ['x'],
    categories: {},
    classes: [],
    trees: [{ feature: [-1], value: [42] }],
  });
  const of = {
    task: 'regression',
    features: [{ name: 'x', type: 'numeric' }],
    target: { name: 'y' },
    versions: [testVersion('v1')],
  } as const;
  const rows = Array.from({ length: 100 }, (_, row) => `${row},${row}`);
  return {
    monitor: testMonitor({ ...(name === undefined ? {} : { name }), ...of }),
    files: { 'configmaps/v1/model.json': model, 'configmaps/reference/reference.csv': ['x,prediction', ...rows, ''].join('\n') },
  };
}

/** Contents of ConfigMaps and Secrets by their path below the configuration directory; an object is written as JSON. */
export type TestFiles = Readonly<Record<string, string | object>>;

export const testFiles: TestFiles = {
  'configmaps/v1/model.json': constantForest(0),
  'configmaps/v2/model.json': constantForest(1),
  'configmaps/reference/reference.csv': referenceCsv(200),
};

/** Reference rows that repeat evenly: drivers 1 to 50, three soils, alcohol from 10 to 14.9 with every tenth value missing. */
function referenceCsv(rows: number): string {
  const soils = ['clay', 'sand', 'chalk'];
  const lines = Array.from({ length: rows }, (_, row) => {
    const alcohol = row % 10 === 9 ? '' : `${10 + (row % 50) / 10}`;
    return `${1 + (row % 50)},${soils[row % 3]},${alcohol},${row % 5 === 0 ? 'white' : 'red'}`;
  });
  return ['driver_number,soil,alcohol,prediction', ...lines, ''].join('\n');
}

/** Writes a generation of a configuration directory, the resource resolved where it is valid, and turns the link `..data` to it, as a kubelet does. */
export async function writeConfiguration(
  directory: string,
  generation: number,
  content: { monitor: string | object; files: TestFiles },
): Promise<void> {
  const { monitor, files } = content;
  const folder = `..generation-${generation}`;
  const resource = createValidator()(monitor).monitor;
  for (const [path, text] of Object.entries({ ...files, 'monitor.json': resource === undefined ? monitor : planFor(resource).monitor })) {
    const whole = join(directory, folder, path);
    await mkdir(dirname(whole), { recursive: true });
    await writeFile(whole, typeof text === 'string' ? text : JSON.stringify(text));
  }
  await mkdir(join(directory, folder, 'secrets'), { recursive: true });
  await symlink(folder, join(directory, '..next'));
  await rename(join(directory, '..next'), join(directory, '..data'));
  if (generation > 1) return;
  for (const name of ['monitor.json', 'callers.json', 'configmaps', 'secrets']) await symlink(`..data/${name}`, join(directory, name));
}
