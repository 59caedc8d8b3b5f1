import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import { createTestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions, startTestOperator } from '../testOperator.ts';
import { clusterWideRules, leaseRules, operatorRules, type PolicyRule } from './operatorRules.ts';

const account = { kind: 'ServiceAccount', name: 'operator', namespace: 'modelmonitor' };
const rbac = 'rbac.authorization.k8s.io';

await describeWithControlPlane('the permissions of the operator', { controllerManager: true }, (plane) => {
  /** Grants rules to the operator's service account, in a namespace or everywhere. */
  const grant = async (name: string, rules: readonly PolicyRule[], namespace?: string) => {
    const kind = namespace === undefined ? 'ClusterRole' : 'Role';
    const path = (plural: string) => `/apis/${rbac}/v1/${namespace === undefined ? '' : `namespaces/${namespace}/`}${plural}`;
    const plural = kind === 'Role' ? 'roles' : 'clusterroles';
    expect((await plane().client.post(path(plural), { metadata: { name }, rules })).status).toBe(201);
    const binding = { metadata: { name }, roleRef: { apiGroup: rbac, kind, name }, subjects: [account] };
    expect((await plane().client.post(path(`${plural.slice(0, -1)}bindings`), binding)).status).toBe(201);
  };
  const revoke = async (name: string) => {
    await plane().client.delete(`/apis/${rbac}/v1/clusterrolebindings/${name}`);
    await plane().client.delete(`/apis/${rbac}/v1/clusterroles/${name}`);
  };
  /** A kubeconfig with a token of the operator's service account, as in a pod. */
  const kubeconfig = async () => {
    const path = '/api/v1/namespaces/modelmonitor/serviceaccounts/operator/token';
    const { body } = await plane().client.post<{ status: { token: string } }>(path, { spec: {} });
    return plane().kubeconfigFor({ token: body.status.token });
  };

  beforeAll(async () => {
    await installDefinitions(plane());
    await createTestNamespace(plane(), 'modelmonitor');
    await plane().client.post('/api/v1/namespaces/modelmonitor/serviceaccounts', { metadata: { name: 'operator' } });
    await grant('lease', leaseRules('modelmonitor-operator'), 'modelmonitor');
  }, 120_000);

  const argv = ['--lease-namespace', 'modelmonitor'];
  const everything = {
    serving: {
      autoscale: { minReplicas: 2, maxReplicas: 3 },
      service: { type: 'LoadBalancer' },
      ingress: { host: 'wine.example.org' },
      httpRoute: { parentRefs: [{ name: 'public' }] },
    },
    alerts: { receivers: [{ slack: { secretRef: { name: 'slack', key: 'url' } } }] },
  };

  test('with the rules for the whole cluster it creates every kind of object, and no request is refused', async () => {
    await grant('operator', [...operatorRules(), ...clusterWideRules()]);
    const operator = await startTestOperator(plane(), { kubeconfigPath: await kubeconfig(), argv });
    const space = await createTestNamespace(plane(), 'everything');
    await space.create(testMonitor('wine', everything));
    for (const child of [
      'alertmanagerconfigs/wine',
      'cronjobs/wine-drift',
      'poddisruptionbudgets/wine',
      'roles/wine-drift',
      'events',
      'ingresses/wine',
      'httproutes/wine',
    ])
      await eventually(child, () => space.get(child));
    const off = { autoscale: null, service: null, ingress: null, httpRoute: null };
    await space.patch('modelmonitors/wine', { spec: { serving: off } });
    for (const child of ['ingresses/wine', 'httproutes/wine'])
      await eventually(`${child} gone`, async () => (await space.get(child)) === undefined);
    await eventually('a Service without ports of nodes', async () => {
      const { type, ports } = ((await space.get('services/wine'))?.spec ?? {}) as { type?: string; ports?: { nodePort?: number }[] };
      return type === 'ClusterIP' && ports?.length === 2 && ports.every(({ nodePort }) => nodePort === undefined);
    });
    await eventually('the autoscaler gone', async () => (await space.get('horizontalpodautoscalers/wine')) === undefined);
    const conditions = await eventually('a status', async () => (await space.get('modelmonitors/wine'))?.status?.['conditions']);
    expect(conditions).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'MetricsScraped', reason: 'NoPrometheus' })]));
    await operator.close();
    const refused = (await operator.log).filter(({ fields }) => /forbidden|cannot/i.test(String(fields['reason'])));
    expect(refused).toEqual([]);
    await revoke('operator');
  }, 60_000);

  test('for two namespaces it needs only Roles, and leaves other namespaces unchanged', async () => {
    const spaces = await Promise.all(['one', 'two', 'three'].map((name) => createTestNamespace(plane(), name)));
    for (const name of ['one', 'two']) await grant('operator', operatorRules(), name);
    const operator = await startTestOperator(plane(), { kubeconfigPath: await kubeconfig(), argv: [...argv, '--namespaces', 'one,two'] });
    for (const space of spaces) await space.create(testMonitor('wine', everything));
    for (const space of spaces.slice(0, 2)) await eventually(`the objects in ${space.name}`, () => space.get('cronjobs/wine-drift'));
    expect(await spaces[2]?.get('configmaps/wine-callers')).toBeUndefined();
    await operator.close();
    const refused = operator.log.filter(({ fields }) => /forbidden|cannot/i.test(String(fields['reason'])));
    // The lease is that of the operator of all namespaces, whose monitors elsewhere may not be written any more.
    expect(refused.map(({ message }) => message)).toEqual([
      'a namespace is not managed any more, and the status of its monitors remains as it was',
    ]);
  }, 60_000);

  test.each([
    { what: 'read a Secret', path: '/api/v1/namespaces/one/secrets/any' },
    { what: 'list Secrets', path: '/api/v1/namespaces/one/secrets' },
    { what: 'read a pod', path: '/api/v1/namespaces/one/pods/any' },
    { what: 'watch pods', path: '/api/v1/namespaces/one/pods?watch=true' },
    { what: 'read logs', path: '/api/v1/namespaces/one/pods/any/log' },
    { what: 'list pods of another namespace', path: '/api/v1/namespaces/three/pods' },
    { what: 'list nodes', path: '/api/v1/nodes' },
    { what: 'look into another namespace', path: '/api/v1/namespaces/three/configmaps' },
  ])('it may not $what', async ({ path }) => {
    const { body } = await plane().client.post<{ status: { token: string } }>(
      '/api/v1/namespaces/modelmonitor/serviceaccounts/operator/token',
      { spec: {} },
    );
    expect((await plane().clientFor({ token: body.status.token }).get(path)).status).toBe(403);
  });

  test('no rule has a wildcard or a Secret', () => {
    const rules = [...operatorRules(), ...clusterWideRules(), ...leaseRules('lease')];
    const words = rules.flatMap(({ apiGroups, resources, verbs }) => [...apiGroups, ...resources, ...verbs]);
    expect(
      words.filter((word) => word.includes('*') || word.includes('secret') || ['escalate', 'bind', 'impersonate'].includes(word)),
    ).toEqual([]);
  });

  test('a monitor that is deleted leaves nothing behind', async () => {
    const space = await createTestNamespace(plane(), 'garbage');
    const operator = await startTestOperator(plane(), { argv: [...argv, '--namespaces', 'garbage'] });
    await space.create(testMonitor('wine', everything));
    await eventually('the objects', () => space.get('alertmanagerconfigs/wine'));
    await space.remove('modelmonitors/wine');
    const kinds = [
      'configmaps',
      'services',
      'deployments',
      'cronjobs',
      'roles',
      'rolebindings',
      'networkpolicies',
      'serviceaccounts',
      'poddisruptionbudgets',
      'alertmanagerconfigs',
      'servicemonitors',
    ];
    const remaining = async () => {
      const lists = await Promise.all(kinds.map(async (kind) => (await space.get(kind))?.items ?? []));
      const names = lists.flat().map(({ metadata }) => metadata.name);
      return names.filter((name) => name !== 'kube-root-ca.crt' && name !== 'default');
    };
    // The collector discovers new kinds every half minute.
    await eventually('nothing left', async () => (await remaining()).length === 0, { seconds: 90 });
    await operator.close();
  }, 120_000);
});
