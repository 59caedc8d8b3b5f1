import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import { createTestNamespace, type TestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

// Deployments, ReplicaSets and Jobs have their controllers; what a scheduler and a kubelet report is written by the test.
await describeWithControlPlane('why pods do not start', { controllerManager: true }, (plane) => {
  let operator: TestOperator;
  let spaces = 0;

  const conditionOf = async (space: TestNamespace, type: string) =>
    ((await space.get('modelmonitors/wine'))?.status?.['conditions'] as Condition[] | undefined)?.find((one) => one.type === type);
  const becomes = (space: TestNamespace, type: string, reason: string) =>
    eventually(`${type} ${reason}`, async () => {
      const found = await conditionOf(space, type);
      return found?.reason === reason && found;
    });
  const core = (space: TestNamespace, of: string) => `/api/v1/namespaces/${space.name}/${of}`;
  const post = async (path: string, body: object) => {
    const { status, body: answer } = await plane().client.post(path, body);
    expect({ status, answer }).toMatchObject({ status: 201 });
    return answer;
  };
  const podOf = (space: TestNamespace) =>
    eventually('a pod', async () => {
      const { body } = await plane().client.get<{ items: { metadata: { name: string; uid: string } }[] }>(core(space, 'pods'));
      return body.items.find(({ metadata }) => !metadata.name.includes('drift'));
    });
  const serve = async (prepare: (space: TestNamespace) => Promise<unknown> = async () => undefined) => {
    spaces++;
    const space = await createTestNamespace(plane(), `causes-${spaces}`);
    await eventually('the account', () =>
      plane()
        .client.get(core(space, 'serviceaccounts/default'))
        .then(({ status }) => status === 200),
    );
    await prepare(space);
    await space.create(testMonitor('wine'));
    return space;
  };
  const warnings = async (space: TestNamespace) =>
    ((await space.get('events'))?.items ?? []).filter((event) => {
      const { reportingController, type } = event as unknown as { reportingController?: string; type?: string };
      return reportingController === 'modelmonitor.dev/operator' && type === 'Warning';
    });

  beforeAll(async () => {
    await installDefinitions(plane(), { withPrometheus: false });
    operator = await startTestOperator(plane(), { argv: ['--leader-elect', 'false'] });
  }, 120_000);
  afterAll(() => operator.close());

  test('a quota refuses the pods: Ready has the words of the API server, and there is one event', async () => {
    const space = await serve((created) =>
      post(core(created, 'resourcequotas'), { metadata: { name: 'q' }, spec: { hard: { 'limits.cpu': '1' } } }),
    );
    const { status, message } = await becomes(space, 'Ready', 'FailedCreate');
    expect(status).toBe('False');
    expect(message).toMatch(/is forbidden: failed quota: q: must specify limits\.cpu for: predictor/);
    const first = await eventually('the event', async () => (await warnings(space))[0]);
    expect(first).toMatchObject({ reason: 'FailedCreate' });
    expect(await warnings(space)).toHaveLength(1);
  }, 40_000);

  test('a pod without a node: the words of the scheduler', async () => {
    const space = await serve();
    const pod = await podOf(space);
    const text =
      '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod';
    const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: text }];
    await plane().client.patch(`${core(space, `pods/${pod.metadata.name}`)}/status`, { status: { conditions } });
    expect((await becomes(space, 'Ready', 'Unschedulable')).message).toContain(text);
  }, 40_000);

  test('a volume whose Secret is missing: the words of the kubelet, from the events of the pod', async () => {
    const space = await serve();
    const { metadata } = await podOf(space);
    const conditions = [{ type: 'PodScheduled', status: 'True' }];
    const waiting = { reason: 'ContainerCreating' };
    const containerStatuses = [{ name: 'predictor', ready: false, restartCount: 0, image: 'a', imageID: '', state: { waiting } }];
    await plane().client.patch(`${core(space, `pods/${metadata.name}`)}/status`, { status: { conditions, containerStatuses } });
    const message = 'MountVolume.SetUp failed for volume "configuration" : secret "typo" not found';
    const involvedObject = { kind: 'Pod', apiVersion: 'v1', namespace: space.name, name: metadata.name, uid: metadata.uid };
    const times = { firstTimestamp: new Date().toISOString(), lastTimestamp: new Date().toISOString(), count: 5 };
    const source = { component: 'kubelet', host: 'node' };
    await post(core(space, 'events'), {
      metadata: { name: 'wine.1' },
      involvedObject,
      reason: 'FailedMount',
      type: 'Warning',
      message,
      source,
      ...times,
    });
    expect((await becomes(space, 'Ready', 'FailedMount')).message).toContain(message);
  }, 60_000);

  test('a LimitRange refuses the pod of a run: DriftScheduled says so at once, and the run fails for that cause', async () => {
    const space = await serve();
    await eventually('the CronJob', () => space.get('cronjobs/wine-drift'));
    const limits = [{ type: 'Container', max: { memory: '64Mi' } }];
    await post(core(space, 'limitranges'), { metadata: { name: 'small' }, spec: { limits } });
    expect((await plane().kubectl(['create', 'job', '-n', space.name, '--from=cronjob/wine-drift', 't1'])).code).toBe(0);
    const { status, message } = await becomes(space, 'DriftScheduled', 'RunBlocked');
    expect([status, message]).toEqual([
      'False',
      expect.stringMatching(/^t1: pods "t1-…" is forbidden: maximum memory usage per Container is 64Mi/),
    ]);
    await space.patch('jobs/t1', { spec: { activeDeadlineSeconds: 1 } });
    const failing = await becomes(space, 'DriftScheduled', 'RunFailing');
    expect(failing.message).toMatch(/^t1: DeadlineExceeded: .*; pods "t1-…" is forbidden: maximum memory usage/);
  }, 60_000);

  test('a namespace that is being deleted is no failure', async () => {
    const space = await serve();
    await eventually('the CronJob', () => space.get('cronjobs/wine-drift'));
    const failures = () => operator.metric('controller_runtime_reconcile_errors_total{controller="modelmonitor"}');
    const [before, logged] = [await failures(), operator.log.length];
    await plane().client.delete(`/api/v1/namespaces/${space.name}`);
    await eventually('the end', async () => (await plane().client.get(`/api/v1/namespaces/${space.name}`)).status === 404, { seconds: 60 });
    expect(await failures()).toBe(before);
    expect(operator.log.slice(logged).filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
  }, 90_000);
});
