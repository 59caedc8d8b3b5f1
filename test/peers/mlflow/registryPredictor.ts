import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createValidator, planFor } from '@modelmonitor/api';
import { type RunningServer, startServer } from '../../bench/server.ts';
import { predictorCommand } from '../../bench/wine.ts';

export interface RegistryPredictorOptions {
  readonly trackingURI: string;
  /** Name of the registered model, whose alias champion is served. */
  readonly model: string;
  readonly features: readonly string[];
  readonly classes: readonly string[];
  /** How often the alias is checked. */
  readonly every: string;
  /** Command line that starts another one, such as one that sets processors; that command alone when absent. */
  readonly pinned?: (command: readonly string[]) => readonly string[];
}

/** Starts a predictor whose one version is an alias of an MLflow registry, with an empty cache, and waits until it serves. */
export async function startRegistryPredictor(options: RegistryPredictorOptions): Promise<RunningServer> {
  const { trackingURI, model, features, classes, every, pinned = (command) => command } = options;
  const directory = await mkdtemp(join(tmpdir(), 'modelmonitor-registry-'));
  const { monitor, problems } = createValidator()({
    apiVersion: 'modelmonitor.dev/v1alpha1',
    kind: 'ModelMonitor',
    metadata: { name: model, namespace: 'default' },
    spec: {
      model: {
        task: 'classification',
        features: features.map((name) => ({ name, type: 'numeric' })),
        target: { name: 'cultivar', classes },
        versions: [{ name: 'v1', source: { mlflow: { trackingURI, model, alias: 'champion' } }, refresh: { every } }],
      },
      drift: { reference: { source: { configMap: { name: 'reference', key: 'reference.csv' } } } },
    },
  });
  if (monitor === undefined) throw new Error(`the resource is not valid: ${JSON.stringify(problems)}`);
  await mkdir(join(directory, 'configmaps/reference'), { recursive: true });
  await writeFile(join(directory, 'configmaps/reference/reference.csv'), `${features.join(',')}\n${features.map(() => 1).join(',')}\n`);
  await writeFile(join(directory, 'monitor.json'), JSON.stringify(planFor(monitor).monitor));
  const more = ['--sources', join(directory, 'sources'), '--allow-local-addresses'];
  return startServer({ command: (port) => pinned([...predictorCommand(directory, port), ...more]), ready: '/readyz' });
}

/** Points the alias champion of a model to another version, as MlflowClient does. */
export async function moveAlias(trackingURI: string, model: string, version: number): Promise<void> {
  const response = await fetch(`${trackingURI}/api/2.0/mlflow/registered-models/alias`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: model, alias: 'champion', version: `${version}` }),
  });
  if (!response.ok) throw new Error(`the alias was not moved: ${response.status} ${await response.text()}`);
}
