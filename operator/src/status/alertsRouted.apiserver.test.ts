import { setTimeout } from 'node:timers/promises';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import type { ControlPlane } from '../../../test/controlPlane/startControlPlane.ts';
import { readGenerated } from '../../../test/monitoring/generatedAlertmanagerConfiguration.ts';
import { startPrometheusOperator, type TestPrometheusOperator } from '../../../test/monitoring/startPrometheusOperator.ts';
import { toolPaths } from '../../../test/tools/toolPaths.ts';
import { createTestNamespace, type TestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions, startTestOperator } from '../testOperator.ts';

// The real Prometheus operator beside ours: what it rejects, what it takes, and what one AlertmanagerConfig does to those of others.

const what = 'alerts that are routed';
const tools = await toolPaths(['prometheus-operator'], {
  environment: process.env,
  write: (text: string) => process.stderr.write(text),
  what,
});

const slack = { slack: { secretRef: { name: 'slack', key: 'url' }, channel: '#models' } };
const receivers = (...list: readonly object[]) => ({
  alerts: { receivers: list, labels: { routed: 'yes' } },
  monitoring: { serviceMonitor: { enabled: false } },
});

/** How much faster than the world the operator takes time to pass. */
const speed = 8;
const startedAt = Date.now();
const clock = { now: () => startedAt + (Date.now() - startedAt) * speed };
const monitoring = '/apis/monitoring.coreos.com';

/** Expects to create an object. */
async function create({ client }: ControlPlane, path: string, object: object): Promise<void> {
  const { status, body } = await client.post<{ message?: string }>(path, object);
  expect([status, body.message]).toEqual([201, undefined]);
}

const alertmanager = (spec: object) => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'Alertmanager',
  metadata: { name: 'main' },
  spec: { replicas: 1, alertmanagerConfigSelector: { matchLabels: { routed: 'yes' } }, alertmanagerConfigNamespaceSelector: {}, ...spec },
});

if (tools === undefined) test.skip(what, () => undefined);
else
  await describeWithControlPlane(what, {}, (plane) => {
    let space: TestNamespace;
    let prometheusOperator: TestPrometheusOperator;

    const condition = async (type: string, name = 'wine') => {
      const monitor = await space.get(`modelmonitors/${name}`);
      const conditions = (monitor?.status?.['conditions'] ?? []) as { type: string; status: string; reason: string; message: string }[];
      return conditions.find((one) => one.type === type);
    };
    /** Waits for a condition, and returns its message. */
    const becomes = (type: string, reason: string, name = 'wine') =>
      eventually(
        `${type} ${reason}`,
        async () => {
          const found = await condition(type, name);
          return found?.reason === reason && found.message;
        },
        { seconds: 60, everyMilliseconds: 200 },
      ).catch(async (error: Error) => {
        throw new Error(`${error.message}; it is ${JSON.stringify(await condition(type, name))}`);
      });

    beforeAll(async () => {
      await installDefinitions(plane());
      space = await createTestNamespace(plane(), 'models');
      await createTestNamespace(plane(), 'monitoring');
      await createTestNamespace(plane(), 'others');
      prometheusOperator = await startPrometheusOperator(plane(), { operator: tools['prometheus-operator'] });
      await startTestOperator(plane(), { speed, clock });
      await space.create(testMonitor('wine', { ...receivers(slack), alerts: { receivers: [slack] } }));
    }, 120_000);
    afterAll(() => prometheusOperator.stop());

    test('without an Alertmanager they are not', async () => {
      await becomes('AlertsRouted', 'NoAlertmanager');
    });

    test('an Alertmanager that does not select them is named with its selector', async () => {
      await create(plane(), `${monitoring}/v1/namespaces/monitoring/alertmanagers`, alertmanager({}));
      expect(await becomes('AlertsRouted', 'NotSelected')).toContain('monitoring/main: routed=yes');
      expect((await condition('Degraded'))?.reason).toBe('AlertsNotRouted');
    });

    test('a missing Secret is named in the words of the Prometheus operator, and found when it comes', async () => {
      await space.patch('modelmonitors/wine', { spec: { alerts: { labels: { routed: 'yes' } } } });
      expect(await becomes('AlertsRouted', 'Rejected')).toContain('secrets "slack" not found');
      await create(plane(), '/api/v1/namespaces/models/secrets', {
        metadata: { name: 'slack' },
        stringData: { url: 'https://hooks.example/x' },
      });
      await becomes('AlertsRouted', 'Routed');
      expect(await readGenerated(plane(), 'monitoring')).toContain('models/wine/told');
    });

    const mail = { email: { to: 'models@example.org' } };
    const teamConfig = (name: string, receiver: object = { name: 'team' }) => ({
      apiVersion: 'monitoring.coreos.com/v1alpha1',
      kind: 'AlertmanagerConfig',
      metadata: { name, labels: { routed: 'yes' } },
      spec: { route: { receiver: 'team' }, receivers: [receiver] },
    });
    const configs = (namespace: string) => `${monitoring}/v1alpha1/namespaces/${namespace}/alertmanagerconfigs`;
    const isGenerated = (text: string) =>
      eventually(`${text} in the configuration`, async () => (await readGenerated(plane(), 'monitoring')).includes(text), { seconds: 30 });

    test('of e-mail without any mail server the whole configuration cannot be generated: what happens without the operator', async () => {
      await create(plane(), configs('others'), teamConfig('mail', { name: 'team', emailConfigs: [{ to: 'team@example.org' }] }));
      await becomes('AlertsRouted', 'AlertmanagerFailing');
      await create(plane(), configs('others'), teamConfig('later'));
      await setTimeout(3000);
      expect(await readGenerated(plane(), 'monitoring')).not.toContain('others/later/team');
      await plane().client.delete(`${configs('others')}/mail`);
      await isGenerated('others/later/team');
    });

    test('e-mail by a mail server that Alertmanager lacks is left out, and the configuration of others stays', async () => {
      await space.create(testMonitor('mailed', receivers(mail, slack)));
      expect(await becomes('AlertsRouted', 'NoMailServer', 'mailed')).toContain('monitoring/main has no mail server of its own');
      await isGenerated('models/mailed/told');
      await create(plane(), configs('others'), teamConfig('beside'));
      await isGenerated('others/beside/team');
      expect(await readGenerated(plane(), 'monitoring')).not.toContain('models@example.org');
    });

    test("e-mail goes by Alertmanager's own mail server", async () => {
      const file =
        'global: {smtp_smarthost: "mail.example.org:25", smtp_from: a@example.org}\nroute: {receiver: none}\nreceivers: [{name: none}]\n';
      const secret = { metadata: { name: 'with-mail' }, stringData: { 'alertmanager.yaml': file } };
      await create(plane(), '/api/v1/namespaces/monitoring/secrets', secret);
      await plane().client.patch(
        `${monitoring}/v1/namespaces/monitoring/alertmanagers/main`,
        { spec: { configSecret: 'with-mail' } },
        'application/merge-patch+json',
      );
      await isGenerated('models@example.org');
      await becomes('AlertsRouted', 'Routed', 'mailed');
    });
  });
