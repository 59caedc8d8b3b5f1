import { configurationLifeMilliseconds, createConfigurations } from './configurations.ts';

const replicaSet = (digest: string | undefined) => ({ key: 'a/r', uid: 'r', resourceVersion: '1', monitor: 'a/wine', digest });
const job = (digest: string, outcome: 'running' | 'succeeded') => ({
  ...replicaSet(digest),
  name: 'j',
  createdAt: 0,
  outcome,
  endedAt: undefined,
  ready: false,
  reason: undefined,
  early: false,
});
const none = { monitor: 'a/wine', namespace: 'a', stem: 'wine', replicaSets: [], jobs: [], monotonic: 0 };
const earlier = [{ key: 'configMap/a/wine-monitor-one', uid: 'u', digest: 'one' }];

/** A client whose API server has these ReplicaSets and Jobs. */
function clientOf(found: Readonly<Record<string, object[]>> = {}) {
  const requests: string[] = [];
  const list = async ({ plural }: { plural: string }, _: object, { labelSelector = '' }: Readonly<Record<string, string>>) => {
    requests.push(`${plural} ${labelSelector}`);
    return (found[plural] ?? []) as never[];
  };
  return { list, requests };
}

test.each([
  { name: 'a ReplicaSet names', named: { replicaSets: [replicaSet('one')] }, stays: true },
  { name: 'a running Job names', named: { jobs: [job('one', 'running')] }, stays: true },
  { name: 'only a finished Job names', named: { jobs: [job('one', 'succeeded')] }, stays: false },
  { name: 'nothing names', named: { replicaSets: [replicaSet('two'), replicaSet(undefined)] }, stays: false },
])('a configuration that $name', async ({ named, stays }) => {
  const configurations = createConfigurations(clientOf());
  const later = { ...none, ...named, monotonic: configurationLifeMilliseconds };
  await configurations.keep(earlier, { ...none, ...named });
  expect([...(await configurations.keep(earlier, later)).keys]).toEqual(stays ? [earlier[0]?.key] : []);
});

test('one that nothing names stays for a while, and the time starts again when something names it', async () => {
  const configurations = createConfigurations(clientOf());
  expect(await configurations.keep(earlier, none)).toMatchObject({ keys: new Set([earlier[0]?.key]), wait: configurationLifeMilliseconds });
  expect((await configurations.keep(earlier, { ...none, monotonic: 60_000 })).wait).toBe(configurationLifeMilliseconds - 60_000);
  expect((await configurations.keep(earlier, { ...none, replicaSets: [replicaSet('one')] })).wait).toBeUndefined();
  const again = { ...none, monotonic: configurationLifeMilliseconds };
  expect(await configurations.keep(earlier, again)).toMatchObject({
    keys: new Set([earlier[0]?.key]),
    wait: configurationLifeMilliseconds,
  });
});

test.each([
  { name: 'a ReplicaSet', found: { replicasets: [{}] }, stays: true },
  { name: 'a running Job', found: { jobs: [{ metadata: { name: 'j' } }] }, stays: true },
  {
    name: 'a Job that ended',
    found: { jobs: [{ metadata: { name: 'j' }, status: { conditions: [{ type: 'Complete', status: 'True' }] } }] },
    stays: false,
  },
])('before one is deleted the API server is requested: $name', async ({ found, stays }) => {
  const client = clientOf(found);
  const configurations = createConfigurations(client);
  await configurations.keep(earlier, none);
  expect(client.requests).toEqual([]);
  const { keys } = await configurations.keep(earlier, { ...none, monotonic: configurationLifeMilliseconds });
  expect([keys.size === 1, client.requests]).toEqual([
    stays,
    [
      'replicasets modelmonitor.dev/monitor=wine,modelmonitor.dev/configuration=one',
      'jobs modelmonitor.dev/role=run,modelmonitor.dev/monitor=wine,modelmonitor.dev/configuration=one',
    ],
  ]);
});
