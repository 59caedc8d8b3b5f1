import { createTestNamespace, type TestNamespace, type TestObject, testMonitor } from '../../operator/src/testMonitor.ts';
import { installDefinitions, startTestOperator } from '../../operator/src/testOperator.ts';
import { describeWithControlPlane } from '../controlPlane/describeWithControlPlane.ts';
import { eventually } from '../controlPlane/eventually.ts';
import type { ControlPlane } from '../controlPlane/startControlPlane.ts';
import { startFullWindow } from './fullWindow.ts';

await describeWithControlPlane('drift runs beside the CronJob controller', { controllerManager: true }, (plane) => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    await installDefinitions(plane(), { withPrometheus: false });
    namespace = await createTestNamespace(plane(), 'models');
  }, 60_000);

  const jobs = async () => ((await namespace.get('jobs'))?.items ?? []) as readonly Job[];
  const running = async () =>
    (await jobs()).filter(({ status }) => !status.conditions?.some(({ type }) => type === 'Complete' || type === 'Failed'));
  /** Reports the pods of a Job as succeeded, as a kubelet does. */
  const succeed = async (job: Job) => {
    const path = '/api/v1/namespaces/models/pods';
    const { body } = await plane().client.get<{ items: TestObject[] }>(`${path}?labelSelector=job-name=${job.metadata.name}`);
    for (const pod of body.items) {
      const time = new Date().toISOString();
      const ended = { exitCode: 0, reason: 'Completed', startedAt: time, finishedAt: time };
      const containers = [{ name: 'drift', image: 'drift', imageID: '', ready: false, restartCount: 0, state: { terminated: ended } }];
      await plane().client.patch(`${path}/${pod.metadata.name}/status`, { status: { phase: 'Succeeded', containerStatuses: containers } });
    }
  };

  test('an early check waits for the run in progress, and the schedule waits for a run that started early', async () => {
    const pods = await startFullWindow(plane(), 'models');
    const operator = await startTestOperator(plane(), {
      speed: 10,
      reachPod: pods.reach,
      argv: ['--leader-elect', 'false', '--pod-token-file', pods.tokenFile],
    });
    await namespace.create(
      testMonitor('wine', { drift: { every: '1m', early: { rows: 100, minInterval: '10s' }, window: { maxRows: 100, minRows: 10 } } }),
    );
    await forgeSlice(plane());
    await pods.announce();
    const watched = watch(running);
    // No row has arrived yet: the schedule starts the first run.
    const [scheduled] = await eventually('a run of the schedule', async () => (await jobs()).length > 0 && jobs(), { seconds: 100 });
    pods.fill();
    await eventually('a paused schedule', async () => (await namespace.get('cronjobs/wine-drift'))?.spec?.['suspend'] === true);
    const before = pods.queries();
    await eventually('two more queries', () => pods.queries() > before + 1);
    expect((await jobs()).map(({ metadata }) => metadata.name)).toEqual([scheduled?.metadata.name]);
    // The rows still arrive once that run has ended.
    await succeed(scheduled as Job);
    const early = await eventually('a run before its schedule', async () =>
      (await jobs()).find(({ metadata }) => metadata.labels?.['modelmonitor.dev/trigger'] === 'rows'),
    );
    pods.empty();
    // More than a minute, in which the schedule would have started a run.
    await new Promise((resolve) => setTimeout(resolve, 70_000));
    expect((await running()).map(({ metadata }) => metadata.name)).toEqual([early.metadata.name]);
    await succeed(early);
    await eventually(
      'a run of the schedule again',
      async () => (await running()).some(({ metadata }) => metadata.name !== early.metadata.name),
      {
        seconds: 80,
      },
    );
    expect(await watched.end()).toBe(1);
    // Another client's EndpointSlice leads the operator, and its token, nowhere.
    expect(pods.addresses()).toEqual(['192.0.2.1:9090']);
    await operator.close();
    await pods.stop();
  }, 300_000);
});

/** An EndpointSlice for the pods of the monitor that another client wrote. */
async function forgeSlice({ client }: ControlPlane): Promise<void> {
  const { status } = await client.post('/apis/discovery.k8s.io/v1/namespaces/models/endpointslices', {
    metadata: { name: 'forged', labels: { 'kubernetes.io/service-name': 'wine-pods-32c4', 'modelmonitor.dev/service': 'pods' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['192.0.2.66'], targetRef: { kind: 'Pod', namespace: 'models', name: 'wine' } }],
    ports: [{ name: 'metrics', port: 9090, protocol: 'TCP' }],
  });
  expect(status).toBe(201);
}

interface Job extends TestObject {
  readonly status: { readonly conditions?: readonly { readonly type: string }[] };
}

/** Counts the runs in progress all the time. */
function watch(running: () => Promise<readonly Job[]>): { end(): Promise<number> } {
  const state = { over: false, most: 0 };
  const counting = (async () => {
    while (!state.over) {
      state.most = Math.max(state.most, (await running()).length);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return {
    async end() {
      state.over = true;
      await counting;
      return state.most;
    },
  };
}
