import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { describeWithControlPlane } from '../controlPlane/describeWithControlPlane.ts';
import { installCrds } from '../controlPlane/installCrds.ts';
import { prometheusOperatorCrds } from '../controlPlane/prometheusOperatorCrds.ts';
import type { ControlPlane } from '../controlPlane/startControlPlane.ts';
import { toolPaths } from '../tools/toolPaths.ts';
import { generatedAlertmanagerConfiguration } from './generatedAlertmanagerConfiguration.ts';
import { expectMuted, mutingCases } from './routingCases.ts';
import { startAlertmanager } from './startAlertmanager.ts';

// What comes of a monitor's AlertmanagerConfig, by those who take it: the Prometheus operator makes a configuration of it, amtool says
// where alerts go by it, and an Alertmanager mutes by it.

const what = 'AlertmanagerConfig and the Prometheus operator';
const surroundings = { environment: process.env, write: (text: string) => process.stderr.write(text), what };
const tools = await toolPaths(['alertmanager', 'amtool', 'prometheus-operator'], surroundings);
const crds = await prometheusOperatorCrds(surroundings);

/** The AlertmanagerConfig that the operator renders of the golden monitor `churn` in the namespace `models`. */
function render(): Record<string, unknown> & { metadata: object } {
  const golden = readFileSync(join(import.meta.dirname, '../../render/golden/alerted.out.yaml'), 'utf8');
  const found = parseAllDocuments(golden)
    .map((document) => document.toJS() as { kind: string; metadata: { ownerReferences?: unknown } })
    .find(({ kind }) => kind === 'AlertmanagerConfig');
  if (found === undefined) throw new Error('the golden file has an AlertmanagerConfig');
  const { ownerReferences: _, ...metadata } = found.metadata;
  return { ...found, metadata };
}

async function prepare(plane: ControlPlane, definitions: readonly string[]): Promise<void> {
  await installCrds(
    plane,
    definitions.filter((path) => /_alertmanager(config)?s\.yaml$/.test(path)),
  );
  const { client } = plane;
  for (const name of ['models', 'monitoring']) await client.post('/api/v1/namespaces', { metadata: { name } });
  for (const [name, key, value] of [
    ['slack', 'url', 'https://hooks.slack.example/services/x'],
    ['modelmonitor-mail', 'password', 'secret'],
    ['pager', 'routing', 'key'],
  ] as const)
    await client.post('/api/v1/namespaces/models/secrets', { metadata: { name }, stringData: { [key]: value } });
  const made = await client.post('/apis/monitoring.coreos.com/v1alpha1/namespaces/models/alertmanagerconfigs', render());
  expect([made.status, made.body.message]).toEqual([201, undefined]);
  await client.post('/apis/monitoring.coreos.com/v1/namespaces/monitoring/alertmanagers', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Alertmanager',
    metadata: { name: 'main' },
    spec: { replicas: 1, alertmanagerConfigSelector: {}, alertmanagerConfigNamespaceSelector: {} },
  });
}

if (tools === undefined || crds === undefined) test.skip(what, () => undefined);
else
  await describeWithControlPlane(what, {}, (plane) => {
    let configuration: string;

    beforeAll(async () => {
      await prepare(plane(), crds);
      configuration = await generatedAlertmanagerConfiguration(plane(), {
        operator: tools['prometheus-operator'],
        namespace: 'monitoring',
        isThere: (text) => text.includes('models/churn/paged'),
      });
    }, 90_000);

    test('amtool takes what is made of it', async () => {
      const alertmanager = await startAlertmanager(tools, configuration);
      expect(await alertmanager.checked()).toMatch(/SUCCESS[\s\S]*6 inhibit rules/);
      await alertmanager.stop();
    });

    const churn = { namespace: 'models', modelmonitor: 'churn' };
    test.each([
      { labels: { ...churn, alertname: 'PredictorDown', severity: 'critical' }, receivers: ['models/churn/paged'] },
      { labels: { ...churn, alertname: 'DataDriftDetected', severity: 'warning' }, receivers: ['models/churn/told'] },
      { labels: { ...churn, modelmonitor: 'iris', alertname: 'PredictorDown', severity: 'critical' }, receivers: ['null'] },
      { labels: { ...churn, namespace: 'others', alertname: 'PredictorDown', severity: 'critical' }, receivers: ['null'] },
    ])('$labels goes to $receivers', async ({ labels, receivers }) => {
      const alertmanager = await startAlertmanager(tools, configuration);
      expect(await alertmanager.receiversOf(labels)).toEqual(receivers);
      await alertmanager.stop();
    });

    test.each(mutingCases)('$name', async (muting) => {
      const alertmanager = await startAlertmanager(tools, configuration);
      await expectMuted(alertmanager, muting);
      await alertmanager.stop();
    });

    test('receivers have the secrets, and the messages of our own', () => {
      expect(configuration).toContain('https://hooks.slack.example/services/x');
      expect(configuration).toContain('routing_key: key');
      expect(configuration.match(/CommonLabels\.severity \| toUpper/g)?.length).toBeGreaterThanOrEqual(5);
    });
  });
