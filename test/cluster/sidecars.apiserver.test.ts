import { createTestNamespace, type TestNamespace, type TestObject, testMonitor } from '../../operator/src/testMonitor.ts';
import { installDefinitions, startTestOperator } from '../../operator/src/testOperator.ts';
import { describeWithControlPlane } from '../controlPlane/describeWithControlPlane.ts';
import { eventually } from '../controlPlane/eventually.ts';

const pods = '/api/v1/namespaces/models/pods';

/** Containers as a kubelet reports them: the check has ended, a proxy that a webhook has added runs on. */
const containers = () => {
  const time = new Date().toISOString();
  const common = { image: 'any', imageID: '', restartCount: 0 };
  return [
    {
      ...common,
      name: 'drift',
      ready: false,
      state: { terminated: { exitCode: 0, reason: 'Completed', startedAt: time, finishedAt: time } },
    },
    { ...common, name: 'proxy', ready: true, state: { running: { startedAt: time } } },
  ];
};

await describeWithControlPlane('a drift run with another container in its pod', { controllerManager: true }, (plane) => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    await installDefinitions(plane(), { withPrometheus: false });
    namespace = await createTestNamespace(plane(), 'models');
  }, 60_000);

  const startJob = async (name: string) => {
    expect(await plane().kubectl(['create', 'job', '--namespace=models', '--from=cronjob/wine-drift', name])).toMatchObject({ code: 0 });
    const pod = await eventually(`the pod of ${name}`, async () => {
      const { body } = await plane().client.get<{ items: TestObject[] }>(`${pods}?labelSelector=job-name=${name}`);
      return body.items[0];
    });
    await plane().client.patch(`${pods}/${pod.metadata.name}/status`, { status: { phase: 'Running', containerStatuses: containers() } });
    return pod.metadata.name;
  };
  const conditionsOf = async (name: string) => {
    const { conditions = [] } = ((await namespace.get(`jobs/${name}`))?.status ?? {}) as { conditions?: { type: string }[] };
    return conditions.map(({ type }) => type);
  };

  test('is complete, and its pod gone, soon after its report is written; another run continues', async () => {
    const operator = await startTestOperator(plane(), { speed: 20, argv: ['--leader-elect', 'false'] });
    await namespace.create(testMonitor('wine'));
    await eventually('the CronJob', () => namespace.get('cronjobs/wine-drift'));
    const [finished, running] = [await startJob('finished'), await startJob('running')];
    await namespace.patch('configmaps/wine-drift', { metadata: { annotations: { 'modelmonitor.dev/job': 'finished' } } });
    await eventually('a complete Job', async () => (await conditionsOf('finished')).includes('Complete'));
    expect((await plane().client.get(`${pods}/${finished}`)).status).toBe(404);
    expect(await conditionsOf('running')).toEqual([]);
    expect((await plane().client.get(`${pods}/${running}`)).status).toBe(200);
    await operator.close();
    expect((await operator.log).filter(({ fields }) => fields['job'] === 'finished')).toHaveLength(1);
  }, 60_000);
});
