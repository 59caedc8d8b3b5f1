import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually, eventuallySteady } from '../../../test/controlPlane/eventually.ts';
import { testDigest } from '../testDigest.ts';
import { createTestNamespace, type TestNamespace, type TestObject, testMonitor } from '../testMonitor.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';

/** The ConfigMap with the resolved resource of a monitor called wine. */
const configurationOf = (spec: Readonly<Record<string, unknown>> = {}) =>
  `configmaps/wine-monitor-${testDigest(testMonitor('wine', spec))}`;

/** The objects of a monitor called wine, without autoscaler, budget and receivers. */
const children = [
  configurationOf(),
  'configmaps/wine-callers',
  'configmaps/wine-drift',
  'serviceaccounts/wine-drift',
  'roles/wine-drift',
  'rolebindings/wine-drift',
  'networkpolicies/wine-predictor',
  'networkpolicies/wine-drift',
  'services/wine',
  'services/wine-pods-32c4',
  'deployments/wine',
  'cronjobs/wine-drift',
  'servicemonitors/wine',
];

/** Time within which anything has to be repaired, in seconds. */
const repair = { seconds: 5 };

await describeWithControlPlane('the objects of a monitor', {}, (plane) => {
  let operator: TestOperator;
  let namespace: TestNamespace;
  let monitor: TestObject;
  let spaces = 0;

  /** A namespace with a monitor whose objects exist. */
  const serve = async (spec: Readonly<Record<string, unknown>> = {}, expected: readonly string[] = children) => {
    spaces++;
    const space = await createTestNamespace(plane(), `space-${spaces}`);
    const created = await space.create(testMonitor('wine', spec));
    for (const child of expected) {
      const path = child === children[0] ? configurationOf(spec) : child;
      await eventually(path, () => space.get(path));
    }
    return { space, created };
  };

  /** Sum of the metrics whose lines match. */
  const total = async (pattern: RegExp) => {
    const { text } = await operator.http('/metrics');
    const lines = text.split('\n').filter((line) => pattern.test(line));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  };
  const reconciles = () => total(/^controller_runtime_reconcile_total/);

  beforeAll(async () => {
    await installDefinitions(plane());
    operator = await startTestOperator(plane());
    ({ space: namespace, created: monitor } = await serve());
  }, 60_000);

  test.each(children)('%s belongs to the monitor', async (child) => {
    expect((await namespace.get(child))?.metadata.ownerReferences).toEqual([
      expect.objectContaining({
        kind: 'ModelMonitor',
        name: 'wine',
        uid: monitor.metadata.uid,
        controller: true,
        blockOwnerDeletion: true,
      }),
    ]);
  });

  test.each(children)('%s is created again when it is deleted', async (child) => {
    const before = await namespace.get(child);
    await namespace.remove(child);
    await eventually(
      child,
      async () => (await namespace.get(child))?.metadata.uid !== before?.metadata.uid && namespace.get(child),
      repair,
    );
  });

  test.each(children)('%s gets its owner and its labels back', async (child) => {
    const before = await namespace.get(child);
    await namespace.patch(child, {
      metadata: { ownerReferences: null, labels: { 'modelmonitor.dev/role': null, 'modelmonitor.dev/monitor': 'other' } },
    });
    const after = await eventually(
      child,
      async () => {
        const now = await namespace.get(child);
        return now?.metadata.ownerReferences !== undefined && now.metadata.labels?.['modelmonitor.dev/role'] !== undefined && now;
      },
      repair,
    );
    expect(after.metadata.labels).toEqual(before?.metadata.labels);
    expect(after.metadata.ownerReferences).toEqual(before?.metadata.ownerReferences);
  });

  test.each(children)('%s is taken back from another controller', async (child) => {
    const stranger = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: 'stranger',
      uid: '00000000-0000-0000-0000-000000000009',
      controller: true,
    };
    await namespace.patch(child, { metadata: { ownerReferences: [stranger] } });
    await eventually(child, async () => (await namespace.get(child))?.metadata.ownerReferences?.[0]?.uid === monitor.metadata.uid, repair);
  });

  test.each([
    { child: configurationOf(), change: { data: { 'monitor.json': '{}' } } },
    { child: 'configmaps/wine-callers', change: { data: { 'callers.json': '{}' } } },
    { child: 'roles/wine-drift', change: { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }] } },
    { child: 'networkpolicies/wine-drift', change: { spec: { egress: [{}] } } },
    { child: 'services/wine', change: { spec: { selector: { app: 'other' } } } },
    { child: 'deployments/wine', change: { spec: { replicas: 7, template: { spec: { automountServiceAccountToken: true } } } } },
    { child: 'cronjobs/wine-drift', change: { spec: { schedule: '0 0 1 1 *', concurrencyPolicy: 'Allow' } } },
    { child: 'servicemonitors/wine', change: { spec: { jobLabel: 'other' } } },
  ])('a change to $child is reverted', async ({ child, change }) => {
    const expected = await namespace.get(child);
    await namespace.patch(child, change);
    const fields = (object: TestObject | undefined) => {
      const { metadata: _metadata, status: _status, ...rest } = object as TestObject;
      // The merge adds a key to the selector; server-side apply leaves keys of other owners.
      return JSON.stringify(rest).replace('"app":"other",', '');
    };
    await eventually(child, async () => fields(await namespace.get(child)) === fields(expected), repair);
  });

  test('additions of other clients remain', async () => {
    await namespace.patch('deployments/wine', { metadata: { annotations: { 'example.com/note': 'kept' }, labels: { team: 'wine' } } });
    await namespace.patch('deployments/wine', { spec: { replicas: 5 } });
    await eventually('one pod again', async () => (await namespace.get('deployments/wine'))?.spec?.['replicas'] === 1, repair);
    expect((await namespace.get('deployments/wine'))?.metadata).toMatchObject({
      annotations: { 'example.com/note': 'kept' },
      labels: { team: 'wine' },
    });
  });

  test('weights and thresholds reach the ConfigMap, and no pod is replaced', async () => {
    const spec = {
      model: {
        versions: versionsOf(80, 20),
      },
    };
    const { space } = await serve(spec);
    const template = JSON.stringify((await space.get('deployments/wine'))?.spec);
    await space.patch('modelmonitors/wine', { spec: { model: { versions: versionsOf(0, 100) }, drift: { share: 0.9 } } });
    const { data } = await eventually('the new weights', async () => {
      const object = await space.get(configurationOf(spec));
      return object?.data?.['monitor.json']?.includes('"share":0.9') === true && object;
    });
    expect(JSON.parse(data?.['monitor.json'] ?? '')).toMatchObject({ spec: { model: { versions: [{ traffic: 0 }, { traffic: 100 }] } } });
    expect(JSON.stringify((await space.get('deployments/wine'))?.spec)).toBe(template);
  });

  test('another source of the model replaces the pods', async () => {
    const { space } = await serve();
    const before = (await space.get('deployments/wine'))?.metadata.generation ?? 0;
    await space.patch('modelmonitors/wine', {
      spec: { model: { versions: [{ name: 'v1', format: 'forest', source: { configMap: { name: 'other', key: 'model.json' } } }] } },
    });
    await eventually('a new template', async () => ((await space.get('deployments/wine'))?.metadata.generation ?? 0) > before);
  });

  test('suspend stops the runs', async () => {
    const { space } = await serve();
    await space.patch('modelmonitors/wine', { spec: { drift: { suspend: true } } });
    await eventually('a suspended CronJob', async () => (await space.get('cronjobs/wine-drift'))?.spec?.['suspend'] === true);
  });

  test('objects that are no longer needed are deleted, and created again', async () => {
    const { space } = await serve({ serving: { replicas: 2 } }, [...children, 'poddisruptionbudgets/wine']);
    await space.patch('modelmonitors/wine', { spec: { serving: { replicas: 1 }, monitoring: { serviceMonitor: { enabled: false } } } });
    for (const child of ['poddisruptionbudgets/wine', 'servicemonitors/wine'])
      await eventually(`${child} gone`, async () => (await space.get(child)) === undefined);
    await space.patch('modelmonitors/wine', { spec: { monitoring: { serviceMonitor: { enabled: true } } } });
    await eventually('the ServiceMonitor', () => space.get('servicemonitors/wine'));
  });

  test('an autoscaler starts from the current number of pods, and the resource sets it again afterwards', async () => {
    const { space } = await serve({ serving: { replicas: 4 } });
    await eventually('four pods', async () => (await space.get('deployments/wine'))?.spec?.['replicas'] === 4);
    const numbers: unknown[] = [];
    await space.patch('modelmonitors/wine', { spec: { serving: { autoscale: { maxReplicas: 8 } } } });
    await eventually('the autoscaler', async () => {
      numbers.push((await space.get('deployments/wine'))?.spec?.['replicas']);
      return space.get('horizontalpodautoscalers/wine');
    });
    await eventually('the hand-over', async () => {
      const deployment = await space.get('deployments/wine');
      numbers.push(deployment?.spec?.['replicas']);
      return deployment?.metadata.annotations?.['modelmonitor.dev/scaled-by'] === 'autoscaler';
    });
    expect(new Set(numbers)).toEqual(new Set([4]));
    // As an autoscaler does.
    const before = await reconciles();
    await plane().client.patch(`${space.path('deployments/wine')}/scale`, { spec: { replicas: 6 } });
    await eventually('a reconcile', async () => (await reconciles()) > before);
    expect((await space.get('deployments/wine'))?.spec?.['replicas']).toBe(6);
    await space.patch('modelmonitors/wine', { spec: { serving: { autoscale: null } } });
    await eventually('the number of the resource', async () => (await space.get('deployments/wine'))?.spec?.['replicas'] === 4);
  });

  test('an object of another owner is left unchanged, and the status reports it', async () => {
    spaces++;
    const space = await createTestNamespace(plane(), `space-${spaces}`);
    const theirs = { metadata: { name: 'wine' }, spec: { selector: { app: 'theirs' }, ports: [{ port: 80 }] } };
    const { body: before } = await plane().client.post(space.path('services'), theirs);
    await space.create(testMonitor('wine'));
    const ready = await eventually('a verdict', async () => {
      const found = condition(await space.get('modelmonitors/wine'), 'Ready');
      return found?.status === 'False' && found;
    });
    expect(ready).toMatchObject({ reason: 'ChildConflict', message: 'Service wine exists and does not belong to this monitor' });
    expect(await space.get('services/wine')).toEqual(before);
    await eventually('everything else', () => space.get('deployments/wine'));
  });

  test('a monitor that is deleted and created again gets objects of its own', async () => {
    const { space, created } = await serve();
    await space.remove('modelmonitors/wine');
    const again = await space.create(testMonitor('wine'));
    expect(again.metadata.uid).not.toBe(created.metadata.uid);
    for (const child of children)
      await eventually(child, async () => (await space.get(child))?.metadata.ownerReferences?.[0]?.uid === again.metadata.uid, repair);
  });

  test('nothing is written once every object is in its rendered state', async () => {
    const writes = () => total(/^rest_client_requests_total.*method="(PATCH|DELETE|POST)"/);
    const before = await eventuallySteady('the last write', writes, { everyMilliseconds: 1000 });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(await writes()).toBe(before);
  });
});

function versionsOf(...traffic: readonly number[]): object[] {
  const names = ['v1', 'v2'];
  return names.map((name, at) => ({ name, format: 'forest', traffic: traffic[at], source: { configMap: { name, key: 'model.json' } } }));
}

function condition(monitor: TestObject | undefined, type: string): { status: string; reason: string; message: string } | undefined {
  const conditions = (monitor?.status?.['conditions'] ?? []) as { type: string; status: string; reason: string; message: string }[];
  return conditions.find((one) => one.type === type);
}
