import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childTypes } from '@modelmonitor/render';
import { parse } from 'yaml';
import { pathOf } from '../../../kube/src/pathOf.ts';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually, eventuallySteady } from '../../../test/controlPlane/eventually.ts';
import { type FaultProxy, startFaultProxy } from '../../../test/faultProxy/faultProxy.ts';
import { watchedTypes } from '../caches/cachedKinds.ts';
import { createTestNamespace, type TestNamespace, type TestObject } from '../testMonitor.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';

const golden = join(import.meta.dirname, '../../../render/golden');
const monitors = globSync(join(golden, '*.in.yaml')).map((path) => parse(readFileSync(path, 'utf8')) as TestObject);

await describeWithControlPlane('an operator that starts again', {}, (plane) => {
  let proxy: FaultProxy;
  let namespace: TestNamespace;
  let operator: TestOperator;

  const types = [watchedTypes.monitor, ...Object.values(childTypes)];
  /** Resource version of every object, by its path. */
  const versions = async (): Promise<Record<string, string | undefined>> => {
    const lists = await Promise.all(
      types.map(async (type) => (await plane().client.get<{ items: TestObject[] }>(pathOf(type, { namespace: 'models' }))).body.items),
    );
    return Object.fromEntries(
      lists.flatMap((items = [], at) => items.map(({ metadata }) => [`${types[at]?.plural}/${metadata.name}`, metadata.resourceVersion])),
    );
  };
  const start = async () => {
    operator = await startTestOperator(plane(), { kubeconfigPath: proxy.kubeconfigPath, argv: ['--leader-elect', 'false'] });
    await eventually('its lead', () => operator.leading());
  };
  /** Starts it, and waits until it has nothing to do. @returns what it wrote */
  const startAgain = async () => {
    const before = proxy.writes().length;
    await start();
    const state = async () => ({ versions: await versions(), writes: proxy.writes().length });
    await eventuallySteady('the end of all work', state, { everyMilliseconds: 700, seconds: 60 });
    return proxy
      .writes()
      .slice(before)
      .map(({ method, path }) => `${method} ${path.replace(/\?.*$/, '').replace(/^.*\/models\//, '')}`);
  };

  beforeAll(async () => {
    await installDefinitions(plane());
    namespace = await createTestNamespace(plane(), 'models');
    proxy = await startFaultProxy(plane());
    for (const [at, monitor] of monitors.entries()) await namespace.create({ ...monitor, metadata: { name: `wine-${at}` } });
    await startAgain();
    await operator.close();
  }, 120_000);
  afterAll(() => proxy.close());

  test('writes nothing, whatever monitors there are', async () => {
    const before = await versions();
    expect(Object.keys(before).length).toBeGreaterThan(80);
    expect(await startAgain()).toEqual([]);
    expect(await versions()).toEqual(before);
    await operator.close();
  }, 60_000);

  const kubectl = async (args: readonly string[], input?: object) => {
    const outcome = await plane().kubectl(['--namespace=models', ...args], input === undefined ? {} : { input: JSON.stringify(input) });
    if (outcome.code !== 0) throw new Error(outcome.stderr);
  };
  const forced = (object: object) => kubectl(['apply', '--server-side', '--force-conflicts', '--field-manager=other', '-f', '-'], object);
  /** What of an object its owner decides. */
  const contentOf = async (of: string) => {
    const { metadata, status: _status, ...rest } = (await namespace.get(of)) ?? { metadata: {} as TestObject['metadata'] };
    const { labels, annotations, ownerReferences } = metadata;
    const { clusterIP: _address, clusterIPs: _addresses, ...spec } = rest.spec ?? {};
    return { ...rest, spec, labels, annotations, ownerReferences };
  };

  const merge = (of: string, body: object) => () => namespace.patch(of, body, 'application/merge-patch+json');
  const edits: { what: string; of: string; edit: (of: string) => Promise<unknown> }[] = [
    {
      what: 'the port of a Service, as by kubectl edit',
      of: 'services/wine-0',
      edit: merge('services/wine-0', { spec: { ports: [{ name: 'http', port: 8000, targetPort: 9999 }] } }),
    },
    {
      what: 'the number of pods, as by kubectl scale',
      of: 'deployments/wine-0',
      edit: () => kubectl(['scale', 'deployment/wine-0', '--replicas=7']),
    },
    { what: 'the image of a Deployment', of: 'deployments/wine-0', edit: () => kubectl(['set', 'image', 'deployment/wine-0', '*=other']) },
    {
      what: 'the schedule of a CronJob, applied by force',
      of: 'cronjobs/wine-0-drift',
      edit: () => forced({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'wine-0-drift' }, spec: { schedule: '1 1 1 1 1' } }),
    },
    { what: 'a label that is gone', of: 'services/wine-0', edit: () => kubectl(['label', 'service/wine-0', 'app.kubernetes.io/name-']) },
    {
      what: 'the label by which the operator watches',
      of: 'services/wine-0',
      edit: () => kubectl(['label', 'service/wine-0', 'modelmonitor.dev/role-']),
    },
    {
      what: 'an annotation',
      of: 'services/wine-0',
      edit: () => kubectl(['annotate', '--overwrite', 'service/wine-0', 'modelmonitor.dev/applied=other']),
    },
    { what: 'the owner', of: 'services/wine-0', edit: merge('services/wine-0', { metadata: { ownerReferences: [] } }) },
    {
      what: 'the rules of a NetworkPolicy',
      of: 'networkpolicies/wine-0-predictor',
      edit: merge('networkpolicies/wine-0-predictor', { spec: { ingress: [{}] } }),
    },
    { what: 'the rules of a Role', of: 'roles/wine-0-drift', edit: merge('roles/wine-0-drift', { rules: [] }) },
    { what: 'a whole Service that is gone', of: 'services/wine-0', edit: () => namespace.remove('services/wine-0') },
    {
      what: 'the data of a ConfigMap',
      of: 'configmaps/…',
      edit: (of) => namespace.patch(of, { data: { 'monitor.json': '{}' } }, 'application/merge-patch+json'),
    },
    {
      what: 'the data of a ConfigMap, applied by force',
      of: 'configmaps/…',
      edit: (of) =>
        forced({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: of.slice('configmaps/'.length) }, data: { 'monitor.json': '{}' } }),
    },
    {
      what: 'the record of who owns its fields',
      of: 'services/wine-0',
      edit: merge('services/wine-0', { metadata: { managedFields: [{}] } }),
    },
  ];
  /** The ConfigMap with the resolved resource of the first monitor. */
  const configuration = async () =>
    (await namespace.get('configmaps'))?.items?.find(
      ({ metadata, data }) => metadata.annotations?.['modelmonitor.dev/name'] === 'wine-0' && data?.['monitor.json'] !== undefined,
    )?.metadata.name;
  test.each(edits)(
    'repairs $what, edited while it was away, and writes nothing else',
    async ({ of: named, edit }) => {
      const of = named.replace('…', (await configuration()) ?? '');
      const [before, content] = [await versions(), await contentOf(of)];
      await edit(of);
      const written = await startAgain();
      await operator.close();
      // A Deployment that is changed and changed back makes progress, which the next start may be the first to see.
      const status = 'modelmonitors/wine-0/status';
      const except = (writes: readonly string[], own: readonly string[]) =>
        writes.filter((one) => !own.some((path) => one.endsWith(` ${path}`)));
      expect(except(written, [of, status])).toEqual([]);
      expect(await contentOf(of)).toEqual(content);
      const others = (all: typeof before) => Object.entries(all).filter(([path]) => path !== of && path !== 'modelmonitors/wine-0');
      expect(others(await versions())).toEqual(others(before));
      expect(except(await startAgain(), [status])).toEqual([]);
      await operator.close();
    },
    60_000,
  );
});
