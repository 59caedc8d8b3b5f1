import { createValidator, planFor } from '@modelmonitor/api';
import type { RawObject } from '@modelmonitor/kube';
import { childTypes, render } from '@modelmonitor/render';
import { loadCredentials } from '../../../kube/src/credentials.ts';
import { kindOf } from '../../../kube/src/errors.ts';
import { createObjectClient, type ObjectClient } from '../../../kube/src/objectClient.ts';
import { pathOf } from '../../../kube/src/pathOf.ts';
import { createTransport, type Transport } from '../../../kube/src/transport.ts';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { testMonitor, testNamespace } from '../testMonitor.ts';
import { installDefinitions } from '../testOperator.ts';

const everything = {
  serving: { autoscale: { minReplicas: 2, maxReplicas: 3 } },
  alerts: { receivers: [{ slack: { secretRef: { name: 'slack', key: 'url' } } }] },
};

const images = { predictor: 'predictor', drift: 'drift', pullPolicy: 'IfNotPresent', pullSecrets: [] } as const;

/** An object of every kind. */
function children() {
  const monitor = testMonitor('wine', everything) as RawObject;
  const { monitor: valid } = createValidator()({ ...monitor, metadata: { name: 'wine', namespace: 'anew' } });
  if (valid === undefined) throw new Error('the monitor is not valid');
  const has = { serviceMonitor: true, alertmanagerConfig: true };
  return render(planFor(valid), { images, ownerUid: undefined, callers: undefined, has, serviceMonitorLabels: {}, driftPaused: false });
}

// Whatever is applied without a look at what is there would be taken over from whoever made it.
await describeWithControlPlane('an apply of what is to be made anew', {}, (plane) => {
  let transport: Transport;
  let client: ObjectClient;

  beforeAll(async () => {
    await installDefinitions(plane());
    await testNamespace(plane(), 'anew');
    const meter = { begin: () => () => undefined };
    const credentials = loadCredentials(plane().kubeconfigPath);
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
    expect(new Set(children().map(({ kind }) => kind))).toEqual(new Set(Object.keys(childTypes)));
  });

  test.each(children())('makes a $kind where there is none, and leaves one that is there alone', async ({ kind, object }) => {
    const anew = () => client.apply(childTypes[kind], object, { fieldManager: 'modelmonitor', onlyIfAbsent: true });
    const made = await anew();
    expect(made.uid).toBeDefined();
    await expect(anew().catch(kindOf)).resolves.toBe('conflict');
    // The operator's own client leaves out whose fields are whose.
    const { metadata } = (await plane().client.get(pathOf(childTypes[kind], object.metadata))).body;
    expect(metadata?.resourceVersion).toBe(made.resourceVersion);
    expect(metadata).toMatchObject({ managedFields: [{ manager: 'modelmonitor', operation: 'Apply' }] });
  });
});
