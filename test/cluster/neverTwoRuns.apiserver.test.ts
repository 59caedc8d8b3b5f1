import { type TestNamespace, type TestObject, testMonitor, testNamespace } from '../../operator/src/testMonitor.ts';
import { installDefinitions, startTestOperator } from '../../operator/src/testOperator.ts';
import { describeWithControlPlane } from '../controlPlane/describeWithControlPlane.ts';
import { eventually } from '../controlPlane/eventually.ts';
import { startFullWindow } from './fullWindow.ts';

await describeWithControlPlane('drift runs beside the CronJob controller', { controllerManager: true }, (plane) => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    await installDefinitions(plane(), { withPrometheus: false });
    namespace = await testNamespace(plane(), 'models');
  }, 60_000);

  const jobs = async () => ((await namespace.get('jobs'))?.items ?? []) as readonly Job[];
  const running = async () =>
    (await jobs()).filter(({ status }) => !status.conditions?.some(({ type }) => type === 'Complete' || type === 'Failed'));
  /** What a kubelet would say of the pods of a Job, which the Job controller made. */
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

  test('a full window waits for the run that goes on, and the schedule for the run that did not wait for it', async () => {
    const pods = await startFullWindow(plane(), { namespace: 'models', service: 'wine-pods-32c4' });
    const operator = await startTestOperator(plane(), {
      speed: 10,
      reachPod: pods.reach,
      argv: ['--leader-elect', 'false', '--pod-token-file', pods.tokenFile],
    });
    await namespace.create(testMonitor('wine', { drift: { every: '1m', window: { maxRows: 100, minRows: 10 } } }));
    const watched = watch(running);
    // The window is not full yet: the first run is the schedule's.
    const [scheduled] = await eventually('a run of the schedule', async () => (await jobs()).length > 0 && jobs(), { seconds: 100 });
    pods.fill();
    await new Promise((resolve) => setTimeout(resolve, 8000));
    expect((await jobs()).map(({ metadata }) => metadata.name)).toEqual([scheduled?.metadata.name]);
    // Its rows are older than the window it was full of: they are as new as ever once it has ended.
    await succeed(scheduled as Job);
    const early = await eventually('a run before its time', async () =>
      (await jobs()).find(({ metadata }) => metadata.labels?.['modelmonitor.dev/trigger'] === 'rows'),
    );
    pods.empty();
    // More than a minute: the schedule would have started one.
    await new Promise((resolve) => setTimeout(resolve, 70_000));
    expect((await running()).map(({ metadata }) => metadata.name)).toEqual([early.metadata.name]);
    await succeed(early);
    await eventually('the schedule goes on', async () => (await running()).some(({ metadata }) => metadata.name !== early.metadata.name), {
      seconds: 80,
    });
    expect(await watched.end()).toBe(1);
    await operator.close();
    await pods.stop();
  }, 300_000);
});

interface Job extends TestObject {
  readonly status: { readonly conditions?: readonly { readonly type: string }[] };
}

/** Looks all the time how many runs go on. */
function watch(running: () => Promise<readonly Job[]>): { end(): Promise<number> } {
  const state = { over: false, most: 0 };
  const looking = (async () => {
    while (!state.over) {
      state.most = Math.max(state.most, (await running()).length);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return {
    async end() {
      state.over = true;
      await looking;
      return state.most;
    },
  };
}
