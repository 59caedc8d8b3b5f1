import type { Condition } from '@modelmonitor/api';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import { createTestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';

await describeWithControlPlane('an account of another owner', {}, (plane) => {
  let operator: TestOperator;
  beforeAll(async () => {
    await installDefinitions(plane(), { withPrometheus: false });
    operator = await startTestOperator(plane(), { argv: ['--leader-elect', 'false'] });
  }, 60_000);
  afterAll(() => operator.close());

  test('whose name a monitor implies gets no binding and no pods', async () => {
    const space = await createTestNamespace(plane(), 'models');
    await plane().client.post('/api/v1/namespaces/models/serviceaccounts', { metadata: { name: 'wine-drift' } });
    await space.create(testMonitor('wine'));
    const ready = await eventually('a verdict', async () => {
      const { conditions = [] } = ((await space.get('modelmonitors/wine'))?.status ?? {}) as { conditions?: readonly Condition[] };
      return conditions.find(({ type, status }) => type === 'Ready' && status === 'False');
    });
    expect(ready.message).toBe('ServiceAccount wine-drift exists and does not belong to this monitor');
    await eventually('everything else', () => space.get('deployments/wine'));
    expect([await space.get('cronjobs/wine-drift'), await space.get('rolebindings/wine-drift')]).toEqual([undefined, undefined]);
  });
});
