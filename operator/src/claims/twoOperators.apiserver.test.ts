import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import { type FaultProxy, startFaultProxy } from '../../../test/faultProxy/faultProxy.ts';
import { createTestNamespace, type TestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';

/** How much faster than real time the operators wait; one that is slow for a minute of its time counts as gone. */
const speed = 4;

await describeWithControlPlane('two operators with overlapping scopes', {}, (plane) => {
  const proxies: FaultProxy[] = [];
  let space: TestNamespace;
  let first: { proxy: FaultProxy; operator: TestOperator };

  /** An operator of another release: another lease, and another image of the predictor. */
  const start = async (name: string, ...argv: string[]) => {
    const proxy = await startFaultProxy(plane());
    proxies.push(proxy);
    const image = `registry.example.org/${name}:1`;
    // Fast clocks lose leases on a busy machine.
    const own = ['--lease-namespace', name, '--lease-name', 'lease', '--leader-elect', 'false', '--predictor-image', image];
    return { proxy, operator: await startTestOperator(plane(), { kubeconfigPath: proxy.kubeconfigPath, speed, argv: [...own, ...argv] }) };
  };
  /** What an operator wrote, as method and the end of the path. */
  const writesOf = ({ proxy }: { proxy: FaultProxy }) =>
    proxy
      .writes()
      .filter(({ path }) => !path.includes('/leases/'))
      .map(({ method, path }) => `${method} ${path.split('?')[0]?.split('/').slice(-2).join('/')}`);
  const managedBy = async (monitor: string) => (await space.get(`modelmonitors/${monitor}`))?.status?.['operator'];
  const imageOf = async (monitor: string) => {
    const spec = (await space.get(`deployments/${monitor}`))?.spec as
      | { template: { spec: { containers: { image: string }[] } } }
      | undefined;
    return spec?.template.spec.containers[0]?.image;
  };

  beforeAll(async () => {
    await installDefinitions(plane(), { withPrometheus: false });
    for (const name of ['one', 'two', 'three']) await createTestNamespace(plane(), name);
    space = await createTestNamespace(plane(), 'models');
    first = await start('one');
    await space.create(testMonitor('wine'));
    await eventually('the objects', async () => (await managedBy('wine')) === 'one/lease' && space.get('cronjobs/wine-drift'));
  }, 120_000);

  afterAll(async () => {
    await Promise.all(proxies.map((proxy) => proxy.close()));
  });

  test('the second one asks once, leaves the monitor alone, and reports it; neither writes any more', async () => {
    await sleep(2000);
    const before = writesOf(first).length;
    const second = await start('two');
    const series = 'modelmonitor_operator_yielded_monitors{operator="one/lease"}';
    await eventually('the metric', async () => (await second.operator.metric(series)) === 1);
    const event = await eventually('the event', async () =>
      (await space.get('events'))?.items?.find((item) => (item as unknown as { reason: string }).reason === 'OtherOperator'),
    );
    expect(event).toMatchObject({
      type: 'Warning',
      note: 'operator one/lease manages this monitor, so that operator two/lease leaves it alone: give each of them other namespaces, or a class',
    });
    expect(second.operator.log.filter(({ message }) => message.startsWith('another operator manages monitors'))).toHaveLength(1);
    await sleep(5000);
    // The question, and the event; and the answer.
    expect(writesOf(second)).toEqual(['PATCH wine/status', 'POST models/events']);
    expect(writesOf(first).slice(before)).toEqual(['PATCH wine/status']);
    expect([await managedBy('wine'), await imageOf('wine')]).toEqual(['one/lease', 'registry.example.org/one:1']);
    await second.operator.close();
  }, 60_000);

  test('two that start at the same time divide new monitors among them, and none is written twice', async () => {
    const second = await start('two');
    await eventually('two leaders', () => second.operator.leading());
    const names = Array.from({ length: 10 }, (_, index) => `many-${index}`);
    await Promise.all(names.map((name) => space.create(testMonitor(name))));
    for (const name of names) await eventually(`the objects of ${name}`, () => space.get(`cronjobs/${name}-drift`));
    await sleep(6000);
    const versions = async () =>
      Promise.all(names.map(async (name) => (await space.get(`configmaps/${name}-drift`))?.metadata.resourceVersion));
    await eventually('objects by the operator that has the monitor', async () => {
      const [owners, images] = [await Promise.all(names.map(managedBy)), await Promise.all(names.map(imageOf))];
      return owners.every((owner, index) => images[index] === `registry.example.org/${String(owner).split('/')[0]}:1`);
    });
    const before = await versions();
    const written = [first, second].map((one) => writesOf(one).length);
    await sleep(3000);
    expect([first, second].map((one, at) => writesOf(one).slice(written[at]))).toEqual([[], []]);
    expect(await versions()).toEqual(before);
    await second.operator.close();
    for (const name of names) await space.remove(`modelmonitors/${name}`);
  }, 90_000);

  test('a monitor with a class belongs to the operator with that class, and another class hands it over', async () => {
    const gold = await start('three', '--class', 'gold');
    await space.create(testMonitor('classy', { class: 'gold' }));
    await eventually('its operator', async () => (await managedBy('classy')) === 'three/lease');
    await space.patch('modelmonitors/wine', { spec: { class: 'gold' } });
    await eventually('the other operator', async () => (await managedBy('wine')) === 'three/lease');
    await eventually('the other image', async () => (await imageOf('wine')) === 'registry.example.org/three:1');
    await sleep(2000);
    const written = [first, gold].map((one) => writesOf(one).length);
    await sleep(3000);
    expect([first, gold].map((one, at) => writesOf(one).slice(written[at]))).toEqual([[], []]);
    await gold.operator.close();
    await space.patch('modelmonitors/wine', { spec: { class: 'silver' } });
    // No operator has this class: the status remains as it was, for another generation.
    await space.patch('modelmonitors/wine', { spec: { class: null } });
    await eventually('the first operator again', async () => (await managedBy('wine')) === 'one/lease', { seconds: 30 });
    expect(await eventually('its image', async () => (await imageOf('wine')) === 'registry.example.org/one:1')).toBe(true);
    await space.patch('modelmonitors/wine', { spec: { class: 'silver' } });
    const ready = await eventually('the release', async () => {
      const conditions = (await space.get('modelmonitors/wine'))?.status?.['conditions'] as { type: string; reason: string }[] | undefined;
      return conditions?.find(({ type, reason }) => type === 'Ready' && reason === 'NotManaged');
    });
    expect(ready).toMatchObject({ status: 'Unknown', observedGeneration: (await space.get('modelmonitors/wine'))?.metadata.generation });
    await space.patch('modelmonitors/wine', { spec: { class: null } });
    await eventually('the first operator again', async () => (await managedBy('wine')) === 'one/lease');
  }, 90_000);

  test('monitors of an operator that is gone are taken over', async () => {
    await first.operator.close();
    const second = await start('two');
    await eventually('the second operator', async () => (await managedBy('wine')) === 'two/lease', { seconds: 30 });
    await eventually('its image', async () => (await imageOf('wine')) === 'registry.example.org/two:1');
    await second.operator.close();
  }, 60_000);
});
