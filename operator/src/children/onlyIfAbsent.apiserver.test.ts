import { createValidator, planFor } from '@modelmonitor/api';
import type { RawObject } from '@modelmonitor/kube';
import { childTypes, render } from '@modelmonitor/render';
import { kindOf } from '../../../kube/src/errors.ts';
import { loadCredentials } from '../../../kube/src/loadCredentials.ts';
import { createObjectClient, type ObjectClient } from '../../../kube/src/objectClient.ts';
import { pathOf } from '../../../kube/src/pathOf.ts';
import { createTransport, type Transport } from '../../../kube/src/transport.ts';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { createTestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions } from '../testOperator.ts';

const everything = {
  serving: { autoscale: { minReplicas: 2, maxReplicas: 3 }, ingress: { host: 'wine.example.org' } },
  alerts: { receivers: [{ slack: { secretRef: { name: 'slack', key: 'url' } } }] },
};

const images = { predictor: 'predictor', drift: 'drift', pullPolicy: 'IfNotPresent', pullSecrets: [] } as const;

/** An object of every kind but HTTPRoute, whose definition is not Kubernetes' own. */
function children() {
  const monitor = testMonitor('wine', everything) as RawObject;
  const { monitor: valid } = createValidator()({ ...monitor, metadata: { name: 'wine', namespace: 'absent' } });
  if (valid === undefined) throw new Error('the monitor is not valid');
  const has = { serviceMonitor: true, alertmanagerConfig: true };
  return render(planFor(valid), { images, ownerUid: undefined, callers: undefined, has, serviceMonitorLabels: {}, driftPaused: false });
}

// An apply without this check would take objects away from their owners.
await describeWithControlPlane('an apply that only creates', {}, (plane) => {
  let transport: Transport;
  let client: ObjectClient;

  beforeAll(async () => {
    await installDefinitions(plane());
    await createTestNamespace(plane(), 'absent');
    const meter = { begin: () => () => undefined };
    const credentials = await loadCredentials(plane().kubeconfigPath);
    const clock = { now: Date.now, monotonic: () => performance.now(), sleep: async () => undefined };
    transport = createTransport({
      credentials,
      clock,
      random: Math.random,
      limit: { take: async () => undefined },
      meter,
      userAgent: 'tests',
    });
    client = createObjectClient(transport);
  }, 60_000);
  afterAll(() => transport?.close());

  test('every kind is among the objects', () => {
    const { httpRoute: _, ...types } = childTypes;
    expect(new Set(children().map(({ kind }) => kind))).toEqual(new Set(Object.keys(types)));
  });

  test.each(children())('creates a missing $kind, and leaves an existing one unchanged', async ({ kind, object }) => {
    const create = () => client.apply(childTypes[kind], object, { fieldManager: 'modelmonitor', onlyIfAbsent: true });
    const created = await create();
    expect(created.uid).toBeDefined();
    await expect(create().catch(kindOf)).resolves.toBe('conflict');
    // The operator's own client leaves out managedFields.
    const { metadata } = (await plane().client.get(pathOf(childTypes[kind], object.metadata))).body;
    expect(metadata?.resourceVersion).toBe(created.resourceVersion);
    expect(metadata).toMatchObject({ managedFields: [{ manager: 'modelmonitor', operation: 'Apply' }] });
  });
});
