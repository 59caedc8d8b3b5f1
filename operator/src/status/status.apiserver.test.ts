import { type Condition, childNames, type MonitorStatus } from '@modelmonitor/api';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import { installCrds } from '../../../test/controlPlane/installCrds.ts';
import { createTestNamespace, type TestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions, prometheusDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';

await describeWithControlPlane('the status of a monitor', {}, (plane) => {
  let operator: TestOperator;
  let namespace: TestNamespace;

  const conditionOf = async (name: string, type: Condition['type'], space = namespace) => {
    const { conditions = [] } = ((await space.get(`modelmonitors/${name}`))?.status ?? {}) as MonitorStatus;
    return conditions.find((one) => one.type === type);
  };
  const becomes = (name: string, type: Condition['type'], reason: string) =>
    eventually(`${type} ${reason}`, async () => {
      const found = await conditionOf(name, type);
      return found?.reason === reason && found;
    });
  /** Writes a status as the Deployment controller does. */
  const podsOf = async (name: string, ready: number, of = 1) => {
    const path = namespace.path(`deployments/${name}`);
    const { body } = await plane().client.get<{ metadata: { generation: number } }>(path);
    const counts = { replicas: of, readyReplicas: ready, updatedReplicas: of, availableReplicas: ready };
    await plane().client.patch(`${path}/status`, { status: { ...counts, observedGeneration: body.metadata.generation } });
  };

  beforeAll(async () => {
    await installDefinitions(plane(), { withPrometheus: false });
    namespace = await createTestNamespace(plane(), 'models', { team: 'wine' });
    // Facts that are read every quarter of a minute are read every second.
    operator = await startTestOperator(plane(), { speed: 15, argv: ['--leader-elect', 'false'] });
    await namespace.create(testMonitor('wine', { serving: { replicas: 2 } }));
    await becomes('wine', 'PredictorAvailable', 'Progressing');
  }, 60_000);

  test('kubectl wait and kubectl get understand it', async () => {
    await podsOf('wine', 1, 2);
    const message = '1 of 2 pods are ready';
    await eventually(message, async () => (await conditionOf('wine', 'PredictorAvailable'))?.message === message);
    expect(await conditionOf('wine', 'Ready')).toMatchObject({ status: 'Unknown', reason: 'Progressing' });
    await podsOf('wine', 2, 2);
    const waited = await plane().kubectl(['wait', '--namespace=models', '--for=condition=Ready', 'mm/wine', '--timeout=20s']);
    expect(waited).toMatchObject({ code: 0 });
    const { stdout } = await plane().kubectl(['get', 'mm', '--namespace=models']);
    const [head, row] = stdout.split('\n').map((line) => line.split(/\s{2,}/));
    expect(head).toEqual(['NAME', 'READY', 'DRIFT', 'SHARE', 'LAST-RUN', 'VERSIONS', 'AGE']);
    expect(row).toEqual(['wine', 'True', 'v1=100', expect.stringMatching(/s$/)]);
  });

  test('kubectl wait waits after a change that needs new pods, until they serve', async () => {
    const wait = (timeout: string) =>
      plane().kubectl(['wait', '--namespace=models', '--for=condition=Ready', 'mm/wine', `--timeout=${timeout}`]);
    await namespace.patch('modelmonitors/wine', { spec: { serving: { resources: { requests: { cpu: '150m' } } } } });
    // The first request is before the operator has seen the change, and the others after that.
    expect(await wait('2s')).toMatchObject({ code: 1 });
    expect(await conditionOf('wine', 'Ready')).toMatchObject({ status: 'Unknown', reason: 'Progressing', observedGeneration: 2 });
    await podsOf('wine', 2, 2);
    expect(await wait('20s')).toMatchObject({ code: 0 });
  });

  test('kubectl wait does not wait for pods after a change that needs none, nor after kubectl rollout restart', async () => {
    await namespace.patch('modelmonitors/wine', { spec: { drift: { share: 0.45 } } });
    expect((await plane().kubectl(['rollout', 'restart', '--namespace=models', 'deployment/wine'])).code).toBe(0);
    const waited = await plane().kubectl(['wait', '--namespace=models', '--for=condition=Ready', 'mm/wine', '--timeout=20s']);
    expect(waited).toMatchObject({ code: 0 });
    expect(await conditionOf('wine', 'Ready')).toMatchObject({ status: 'True', observedGeneration: 3 });
    await podsOf('wine', 2, 2);
  });

  test('kubectl wait waits for earlier pods where there are credentials', async () => {
    const auth = { basic: { secretRef: { name: 'callers' } } };
    const { pods } = childNames('beer');
    await namespace.create(testMonitor('beer', { serving: { auth } }));
    await becomes('beer', 'PredictorAvailable', 'Progressing');
    const service = await eventually('the Service', () => namespace.get(`services/${pods}`));
    const owner = { apiVersion: 'v1', kind: 'Service', name: pods, uid: service.metadata.uid, controller: true };
    const endpoint = (address: string) => ({
      addresses: [address],
      targetRef: { kind: 'Pod', namespace: 'models', name: `beer-${address}` },
    });
    // As the controllers of Kubernetes write them, which do not run here.
    const created = await plane().client.post(namespace.path('endpointslices'), {
      metadata: { name: 'beer-pods-1', labels: { ...service.metadata.labels, ...ofController }, ownerReferences: [owner] },
      addressType: 'IPv4',
      endpoints: [endpoint('10.0.0.1'), endpoint('10.0.0.2')],
      ports: [{ name: 'metrics', port: 9090 }],
    });
    expect(created.status).toBe(201);
    await podsOf('beer', 1, 1);
    const message = '1 earlier pod has not ended and may respond by earlier credentials; pods of an earlier specification serve';
    await eventually(message, async () => (await conditionOf('beer', 'Ready'))?.message === message);
    await namespace.patch('endpointslices/beer-pods-1', { endpoints: [endpoint('10.0.0.2')] });
    const waited = await plane().kubectl(['wait', '--namespace=models', '--for=condition=Ready', 'mm/beer', '--timeout=20s']);
    expect(waited).toMatchObject({ code: 0 });
    await namespace.remove('modelmonitors/beer');
  });
  const ofController = {
    'kubernetes.io/service-name': childNames('beer').pods,
    'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
  };

  test('kubectl scale changes the resource, and the pods follow', async () => {
    expect((await plane().kubectl(['scale', '--namespace=models', 'mm/wine', '--replicas=3'])).code).toBe(0);
    await eventually('three pods', async () => (await namespace.get('deployments/wine'))?.spec?.['replicas'] === 3);
    const status = await eventually('a status of the new generation', async () => {
      const object = await namespace.get('modelmonitors/wine');
      return object?.status?.['observedGeneration'] === object?.metadata.generation && object?.status;
    });
    expect(status).toMatchObject({
      selector: 'app.kubernetes.io/component=predictor,modelmonitor.dev/monitor=wine',
      url: 'http://wine.models.svc:8000',
    });
  });

  test('a time of transition changes with its status only', async () => {
    await podsOf('wine', 3, 3);
    const before = await becomes('wine', 'PredictorAvailable', 'Available');
    const second = () => Math.floor(Date.now() / 1000);
    const seen = second();
    await eventually('another second', () => second() > seen);
    await namespace.patch('modelmonitors/wine', { spec: { drift: { share: 0.4 } } });
    const after = await eventually('a status of the new generation', async () => {
      const now = await conditionOf('wine', 'PredictorAvailable');
      return (now?.observedGeneration ?? 0) > before.observedGeneration && now;
    });
    expect(after.lastTransitionTime).toBe(before.lastTransitionTime);
  });

  test('a status that another client writes is corrected', async () => {
    await plane().client.patch(`${namespace.path('modelmonitors/wine')}/status`, { status: { url: 'http://elsewhere' } });
    await eventually(
      'the address',
      async () => (await namespace.get('modelmonitors/wine'))?.status?.['url'] === 'http://wine.models.svc:8000',
    );
  });

  test('with zero replicas no pod is missing', async () => {
    await namespace.create(testMonitor('idle', { serving: { replicas: 0 } }));
    expect(await becomes('idle', 'Ready', 'ScaledToZero')).toMatchObject({
      status: 'False',
      message: 'spec.serving.replicas is 0: no pod is requested',
    });
  });

  test('a refusal of the API server is reported with its message', async () => {
    const huge = { requests: { cpu: '2' }, limits: { cpu: '1' } };
    await namespace.create(testMonitor('refused', { serving: { resources: huge } }));
    const { message } = await becomes('refused', 'Ready', 'ApplyRefused');
    expect(message).toContain('must be less than or equal to cpu limit of 1');
    await namespace.patch('modelmonitors/refused', { spec: { serving: { resources: { requests: { cpu: '1' } } } } });
    await becomes('refused', 'Ready', 'Progressing');
  });

  describe('beside the Prometheus operator', () => {
    const prometheus = async (name: string, spec: object) => {
      const created = await plane().client.post(namespace.path('prometheuses'), {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'Prometheus',
        metadata: { name },
        spec,
      });
      expect([created.status, created.body.message]).toEqual([201, undefined]);
    };

    test('without its definitions everything else works, and a condition reports it', async () => {
      const receivers = [{ slack: { secretRef: { name: 'slack', key: 'url' } } }];
      await namespace.create(
        testMonitor('alone', { alerts: { receivers }, monitoring: { serviceMonitor: { labels: { release: 'stack' } } } }),
      );
      await becomes('alone', 'MetricsScraped', 'ServiceMonitorMissing');
      await becomes('alone', 'AlertsRouted', 'AlertmanagerConfigMissing');
      await eventually('the Deployment', () => namespace.get('deployments/alone'));
      expect(await conditionOf('alone', 'Degraded')).toMatchObject({ status: 'True', reason: 'MetricsNotScraped' });
    });

    test('its definitions are found when they come', async () => {
      await installCrds(plane(), await prometheusDefinitions());
      await eventually('the ServiceMonitor', () => namespace.get('servicemonitors/alone'));
      await eventually('the AlertmanagerConfig', () => namespace.get('alertmanagerconfigs/alone'));
      await becomes('alone', 'MetricsScraped', 'NoPrometheus');
      await becomes('alone', 'AlertsRouted', 'NoAlertmanager');
    });

    test('a Prometheus that selects others is named, with what it selects', async () => {
      await prometheus('other', { serviceMonitorSelector: { matchLabels: { release: 'other' } }, serviceMonitorNamespaceSelector: {} });
      const { message } = await becomes('alone', 'MetricsScraped', 'NotSelected');
      expect(message).toBe('no Prometheus selects the ServiceMonitor; they select models/other: release=other');
    });

    test('labels that match are enough, and those of namespaces count', async () => {
      await prometheus('elsewhere', {
        serviceMonitorSelector: { matchLabels: { release: 'stack' } },
        serviceMonitorNamespaceSelector: { matchLabels: { team: 'iris' } },
      });
      await becomes('alone', 'MetricsScraped', 'NotSelected');
      await plane().client.patch('/api/v1/namespaces/models', { metadata: { labels: { team: 'iris' } } });
      expect(await becomes('alone', 'MetricsScraped', 'Selected')).toMatchObject({
        status: 'True',
        message: 'selected by Prometheus models/elsewhere',
      });
    });

    test('its definitions may go again', async () => {
      for (const name of ['servicemonitors', 'alertmanagerconfigs', 'prometheuses'])
        await plane().client.delete(`/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}.monitoring.coreos.com`);
      await becomes('alone', 'MetricsScraped', 'ServiceMonitorMissing');
      await namespace.patch('modelmonitors/alone', { spec: { serving: { replicas: 2 } } });
      await eventually('two pods', async () => (await namespace.get('deployments/alone'))?.spec?.['replicas'] === 2);
    });
  });

  test('/readyz and /livez respond with ok, and other paths with 404', async () => {
    expect(await operator.http('/readyz')).toEqual({ status: 200, text: 'ok\n' });
    expect(await operator.http('/livez')).toEqual({ status: 200, text: 'ok\n' });
    expect(await operator.http('/')).toEqual({ status: 404, text: 'expected /metrics, /livez or /readyz\n' });
  });

  test('its metrics have the names of controller-runtime', async () => {
    expect(await operator.metric('controller_runtime_max_concurrent_reconciles{controller="modelmonitor"}')).toBe(16);
    expect(await operator.metric('controller_runtime_reconcile_total{controller="modelmonitor",result="success"}')).toBeGreaterThan(3);
    expect(await operator.metric('workqueue_depth{name="modelmonitor"}')).toBe(0);
    expect(await operator.metric('leader_election_master_status{name="modelmonitor-operator"}')).toBe(1);
    expect(
      await operator.metric('modelmonitor_condition{namespace="models",modelmonitor="wine",type="Ready",status="True",reason="Serving"}'),
    ).toBe(1);
  });
});
