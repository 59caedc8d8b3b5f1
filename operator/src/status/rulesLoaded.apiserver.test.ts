import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import { installCrds } from '../../../test/controlPlane/installCrds.ts';
import { prometheusOperatorCrds } from '../../../test/controlPlane/prometheusOperatorCrds.ts';
import { startPrometheusOperator } from '../../../test/monitoring/startPrometheusOperator.ts';
import { toolPaths } from '../../../test/tools/toolPaths.ts';
import { createTestNamespace, type TestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions, startTestOperator } from '../testOperator.ts';

const what = 'rules that are loaded';
const tools = await toolPaths(['prometheus-operator'], {
  environment: process.env,
  write: (text: string) => process.stderr.write(text),
  what,
});

const crds = await prometheusOperatorCrds({ environment: process.env, write: (text: string) => process.stderr.write(text), what });

const group = '/apis/monitoring.coreos.com/v1';
const gate = '--feature-gates=StatusForConfigurationResources=true';
const rules = (expr: string) => ({ groups: [{ name: 'all', rules: [{ alert: 'Any', expr }] }] });

if (tools === undefined) test.skip(what, () => undefined);
else
  await describeWithControlPlane(what, {}, (plane) => {
    let space: TestNamespace;

    const becomes = (reason: string) =>
      eventually(
        reason,
        async () => {
          const conditions = ((await space.get('modelmonitors/wine'))?.status?.['conditions'] ?? []) as {
            type: string;
            reason: string;
            message: string;
          }[];
          const found = conditions.find(({ type }) => type === 'RulesLoaded');
          return found?.reason === reason && found.message;
        },
        { seconds: 30, everyMilliseconds: 200 },
      ).catch(async (error: Error) => {
        const conditions = (await space.get('modelmonitors/wine'))?.status?.['conditions'] as object[];
        throw new Error(`${error.message}: ${JSON.stringify(conditions.filter((one) => 'type' in one && one.type === 'RulesLoaded'))}`);
      });
    const path = (plural: string) => `${group}/namespaces/monitoring/${plural}`;
    const create = async (kind: 'Prometheus' | 'PrometheusRule', object: object) => {
      const plural = { Prometheus: 'prometheuses', PrometheusRule: 'prometheusrules' }[kind];
      const { status } = await plane().client.post(path(plural), { apiVersion: 'monitoring.coreos.com/v1', kind, ...object });
      expect(status).toBe(201);
    };
    const label = (release: string) => plane().client.patch(`${path('prometheusrules')}/rules`, { metadata: { labels: { release } } });

    beforeAll(async () => {
      await installDefinitions(plane());
      // The Prometheus operator works on a Prometheus only where it knows all kinds.
      await installCrds(plane(), crds ?? []);
      space = await createTestNamespace(plane(), 'models');
      await createTestNamespace(plane(), 'monitoring');
      await startTestOperator(plane(), { argv: ['--prometheus-rule=monitoring/rules'] });
      await space.create(testMonitor('wine'));
    }, 60_000);

    test('a rule that does not exist is not loaded', async () => {
      expect(await becomes('PrometheusRuleMissing')).toBe('the PrometheusRule monitoring/rules does not exist');
    });

    test('nor is one that no Prometheus selects, which is named with its selector', async () => {
      await create('PrometheusRule', { metadata: { name: 'rules', labels: { release: 'prom' } }, spec: rules('up == 0') });
      await becomes('NoPrometheus');
      const spec = { replicas: 1, ruleSelector: { matchLabels: { release: 'stack' } }, ruleNamespaceSelector: {} };
      await create('Prometheus', { metadata: { name: 'k8s' }, spec });
      expect(await becomes('NotSelected')).toContain('monitoring/k8s: release=stack');
    });

    test('one that is selected is', async () => {
      await label('stack');
      expect(await becomes('Selected')).toBe('monitoring/rules is selected by Prometheus monitoring/k8s');
    });

    // By default the Prometheus operator writes events; with the gate it writes the state of the object, too.
    test.each([{ argv: [] }, { argv: [gate] }])('one that the Prometheus operator rejects is not: $argv', async ({ argv }) => {
      const prometheusOperator = await startPrometheusOperator(plane(), { operator: tools['prometheus-operator'], argv });
      await plane().client.patch(`${path('prometheusrules')}/rules`, { spec: rules('sum(') });
      expect(await becomes('Rejected')).toBe('the Prometheus operator rejected monitoring/rules: invalid rule');
      await plane().client.patch(`${path('prometheusrules')}/rules`, { spec: rules('up == 1') });
      await becomes('Selected');
      await prometheusOperator.stop();
    });
  });
