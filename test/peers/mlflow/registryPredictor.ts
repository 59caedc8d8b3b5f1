import { createHmac, randomUUID } from 'node:crypto';
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
  /** Command line that starts another one, such as one that sets processors; that command alone when absent. */
  readonly pinned?: (command: readonly string[]) => readonly string[];
}

/** A predictor whose one version is the alias champion of a registered model. */
export interface RegistryPredictor extends RunningServer {
  /** Points the alias to another version and sends the webhook about it, as MLflow does. */
  moveAlias(version: number): Promise<void>;
}

/** What webhooks are signed with. */
const secret = 'secret of the webhook';

/** Starts such a predictor with an empty cache, and waits until it serves. */
export async function startRegistryPredictor(options: RegistryPredictorOptions): Promise<RegistryPredictor> {
  const { trackingURI, model, features, classes, pinned = (command) => command } = options;
  const directory = await mkdtemp(join(tmpdir(), 'modelmonitor-registry-'));
  const webhook = { secretRef: { name: 'modelmonitor-webhook', key: 'secret' } };
  const { monitor, problems } = createValidator()({
    apiVersion: 'modelmonitor.dev/v1alpha1',
    kind: 'ModelMonitor',
    metadata: { name: model, namespace: 'default' },
    spec: {
      model: {
        task: 'classification',
        features: features.map((name) => ({ name, type: 'numeric' })),
        target: { name: 'cultivar', classes },
        versions: [{ name: 'v1', source: { mlflow: { trackingURI, model, alias: 'champion', webhook } }, refresh: { every: '10s' } }],
      },
      drift: { reference: { source: { configMap: { name: 'reference', key: 'reference.csv' } } } },
    },
  });
  if (monitor === undefined) throw new Error(`the resource is not valid: ${JSON.stringify(problems)}`);
  await mkdir(join(directory, 'configmaps/reference'), { recursive: true });
  await writeFile(join(directory, 'configmaps/reference/reference.csv'), `${features.join(',')}\n${features.map(() => 1).join(',')}\n`);
  await mkdir(join(directory, 'secrets/modelmonitor-webhook'), { recursive: true });
  await writeFile(join(directory, 'secrets/modelmonitor-webhook/secret'), secret);
  await writeFile(join(directory, 'monitor.json'), JSON.stringify(planFor(monitor).monitor));
  const more = ['--sources', join(directory, 'sources'), '--allow-local-addresses'];
  const server = await startServer({ command: (port) => pinned([...predictorCommand(directory, port), ...more]), ready: '/readyz' });
  return {
    ...server,
    async moveAlias(version) {
      await moveAlias(trackingURI, model, version);
      await sendWebhook(server.url, { name: model, alias: 'champion', version: `${version}` });
    },
  };
}

/** A signed event, as MLflow sends it; its own webhooks go to https alone. */
async function sendWebhook(url: string, data: object): Promise<void> {
  const body = JSON.stringify({ entity: 'model_version_alias', action: 'created', timestamp: new Date().toISOString(), data });
  const [id, timestamp] = [randomUUID(), `${Math.floor(Date.now() / 1000)}`];
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = { 'x-mlflow-delivery-id': id, 'x-mlflow-timestamp': timestamp, 'x-mlflow-signature': `v1,${signature}` };
  const response = await fetch(`${url}/webhooks/mlflow`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  if (!response.ok) throw new Error(`the webhook was not taken: ${response.status} ${await response.text()}`);
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
