import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import { createTestNamespace, type TestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions } from '../testOperator.ts';
import { type OperatorProcess, startOperatorProcess } from '../testProcess.ts';

await describeWithControlPlane('two operators and one lease', {}, (plane) => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    await installDefinitions(plane(), { withPrometheus: false });
    namespace = await createTestNamespace(plane(), 'operators');
  }, 60_000);

  const pair = async (): Promise<{ leader: OperatorProcess; standby: OperatorProcess }> => {
    const argv = ['--lease-namespace', 'operators'];
    const leader = await startOperatorProcess(plane().kubeconfigPath, argv);
    await eventually('a leader', () => leader.leads());
    return { leader, standby: await startOperatorProcess(plane().kubeconfigPath, argv) };
  };

  test('the lease names the leader, with times that the API server accepts', async () => {
    const { leader, standby } = await pair();
    expect(await standby.leads()).toBe(false);
    expect((await namespace.get('leases/modelmonitor-operator'))?.spec).toEqual({
      holderIdentity: expect.stringContaining('_'),
      leaseDurationSeconds: 15,
      acquireTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      renewTime: expect.stringMatching(/\.\d{6}Z$/),
      leaseTransitions: expect.any(Number),
    });
    // A leader that stops releases the lease at once; one that dies keeps it for 13 s at least.
    const stoppedAt = performance.now();
    const ended = leader.end('SIGTERM');
    await eventually('the standby leads', () => standby.leads(), { seconds: 30 });
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);
    expect(await ended).toBe(0);
    expect(await standby.end('SIGTERM')).toBe(0);
    expect((await namespace.get('leases/modelmonitor-operator'))?.spec).toMatchObject({ holderIdentity: '' });
  }, 60_000);

  test('a leader that dies is succeeded when its lease has expired, and its work continues', async () => {
    const { leader, standby } = await pair();
    await namespace.create(testMonitor('before'));
    await eventually('the work of the first', () => namespace.get('deployments/before'));
    await leader.end('SIGKILL');
    await namespace.create(testMonitor('after'));
    await eventually('the work of the second', () => namespace.get('deployments/after'), { seconds: 30 });
    expect(await standby.leads()).toBe(true);
    await standby.end('SIGTERM');
  }, 90_000);
});
