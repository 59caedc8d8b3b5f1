import { createTestNamespace, type TestNamespace, type TestObject, testMonitor } from '../../operator/src/testMonitor.ts';
import { installDefinitions, startTestOperator } from '../../operator/src/testOperator.ts';
import { describeWithControlPlane } from '../controlPlane/describeWithControlPlane.ts';
import { eventually } from '../controlPlane/eventually.ts';

const limits = [{ type: 'Container', max: { memory: '1Gi', cpu: '1' }, min: { memory: '32Mi' } }];

await describeWithControlPlane('pods in a namespace with limits', { controllerManager: true }, (plane) => {
  let namespace: TestNamespace;
  const podOf = (selector: string) =>
    eventually(`a pod with ${selector}`, async () => {
      const { body } = await plane().client.get<{ items: TestObject[] }>(`/api/v1/namespaces/models/pods?labelSelector=${selector}`);
      return body.items[0]?.spec as { containers: { resources: object }[] } | undefined;
    });
  const start = async (run: string) => {
    expect(await plane().kubectl(['create', 'job', '--namespace=models', '--from=cronjob/wine-drift', run])).toMatchObject({ code: 0 });
    return podOf(`job-name=${run}`);
  };

  beforeAll(async () => {
    await installDefinitions(plane(), { withPrometheus: false });
    namespace = await createTestNamespace(plane(), 'models');
    const path = '/api/v1/namespaces/models';
    expect((await plane().client.post(`${path}/limitranges`, { metadata: { name: 'limits' }, spec: { limits } })).status).toBe(201);
    const hard = { 'limits.cpu': '3', 'limits.memory': '4Gi', 'requests.cpu': '1', 'requests.memory': '2Gi' };
    expect((await plane().client.post(`${path}/resourcequotas`, { metadata: { name: 'quota' }, spec: { hard } })).status).toBe(201);
    await eventually('a counted quota', async () => {
      const { body } = await plane().client.get<{ status: { hard?: object } }>(`${path}/resourcequotas/quota`);
      return body.status.hard;
    });
  }, 60_000);

  test('both kinds of pods are created with their defaults, and checks with the limits of the resource', async () => {
    const operator = await startTestOperator(plane(), { speed: 20, argv: ['--leader-elect', 'false'] });
    await namespace.create(testMonitor('wine'));
    await eventually('the CronJob', () => namespace.get('cronjobs/wine-drift'));
    await podOf('app.kubernetes.io/component=predictor');
    expect((await start('default')).containers[0]?.resources).toMatchObject({ limits: { cpu: '1', memory: '1Gi' } });
    await namespace.patch('modelmonitors/wine', {
      spec: { drift: { podTemplate: { resources: { limits: { cpu: '500m', memory: '512Mi' } } } } },
    });
    await eventually('the other limits', async () => JSON.stringify(await namespace.get('cronjobs/wine-drift')).includes('512Mi'));
    expect((await start('small')).containers[0]?.resources).toMatchObject({ limits: { cpu: '500m', memory: '512Mi' } });
    await operator.close();
  }, 60_000);
});
