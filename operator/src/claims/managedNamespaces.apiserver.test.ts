import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import { operatorRules } from '../rbac/operatorRules.ts';
import { createTestNamespace, type TestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions, startTestOperator } from '../testOperator.ts';

const rbac = '/apis/rbac.authorization.k8s.io/v1';

await describeWithControlPlane('namespaces that are managed no longer', {}, (plane) => {
  let spaces: TestNamespace[];
  const argv = ['--lease-namespace', 'operators'];

  const readyIn = async (space: TestNamespace | undefined) => {
    const { conditions } = ((await space?.get('modelmonitors/wine'))?.status ?? {}) as { conditions?: { type: string; reason: string }[] };
    return conditions?.find(({ type }) => type === 'Ready');
  };
  const becomes = (space: TestNamespace | undefined, reason: string) =>
    eventually(`${space?.name} ${reason}`, async () => {
      const ready = await readyIn(space);
      return ready?.reason === reason && ready;
    });
  /** Runs an operator for some namespaces until the monitors of each are as expected. */
  const run = async (namespaces: string, until: () => Promise<unknown>, kubeconfigPath = plane().kubeconfigPath) => {
    const operator = await startTestOperator(plane(), { kubeconfigPath, argv: [...argv, '--namespaces', namespaces] });
    await until();
    await operator.close();
    return operator.log;
  };

  beforeAll(async () => {
    await installDefinitions(plane(), { withPrometheus: false });
    await createTestNamespace(plane(), 'operators');
    spaces = await Promise.all(['a', 'b'].map((name) => createTestNamespace(plane(), name)));
    for (const space of spaces) await space.create(testMonitor('wine'));
  }, 60_000);

  test('their monitors say so, and are taken again with the namespace', async () => {
    const [a, b] = spaces;
    await run('a,b', async () => Promise.all([becomes(a, 'Progressing'), becomes(b, 'Progressing')]));
    await run('a', async () => {
      expect(await becomes(b, 'NotManaged')).toMatchObject({
        status: 'Unknown',
        message: 'operator operators/modelmonitor-operator does not manage namespace b any more; what else the status shows is old',
      });
    });
    expect((await b?.get('modelmonitors/wine'))?.status?.['operator']).toBeUndefined();
    await run('a,b', () => becomes(b, 'Progressing'));
    expect((await readyIn(a))?.reason).toBe('Progressing');
  }, 60_000);

  test('an operator of all namespaces that becomes one of some releases the others', async () => {
    const all = await startTestOperator(plane(), { argv });
    await becomes(spaces[1], 'Progressing');
    await eventually('the memory', async () => {
      const { body } = await plane().client.get('/apis/coordination.k8s.io/v1/namespaces/operators/leases/modelmonitor-operator');
      return body.metadata?.annotations?.['modelmonitor.dev/namespaces'] === '*';
    });
    await all.close();
    await run('a', () => becomes(spaces[1], 'NotManaged'));
  }, 60_000);

  test('without permission the operator logs it, and goes on', async () => {
    await run('a,b', () => becomes(spaces[1], 'Progressing'));
    const rules = { operators: [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['*'] }], a: operatorRules() };
    for (const [namespace, granted] of Object.entries(rules)) {
      const metadata = { name: 'operator' };
      await plane().client.post(`${rbac}/namespaces/${namespace}/roles`, { metadata, rules: granted });
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'operator' };
      const subjects = [{ kind: 'User', name: 'operator' }];
      await plane().client.post(`${rbac}/namespaces/${namespace}/rolebindings`, { metadata, roleRef, subjects });
    }
    const message = 'a namespace is not managed any more, and the status of its monitors remains as it was';
    const operator = await startTestOperator(plane(), {
      kubeconfigPath: plane().kubeconfigFor({ user: 'operator' }),
      argv: [...argv, '--namespaces', 'a'],
    });
    await eventually('the log', () => operator.log.find((entry) => entry.message === message && entry.fields['namespace'] === 'b'));
    await operator.close();
    expect((await readyIn(spaces[1]))?.reason).toBe('Progressing');
  }, 60_000);
});
