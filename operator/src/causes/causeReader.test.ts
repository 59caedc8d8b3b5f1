import type { RawObject } from '@modelmonitor/kube';
import { testClock } from '../../../kube/src/testClock.ts';
import { type CauseReaderOptions, createCauseReader } from './causeReader.ts';

interface Query {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly limit: string;
}

/** Pods of the API server, of which a list has as many as asked for. */
function reader(pods: readonly { readonly name: string; readonly template: string; readonly pod: object }[]) {
  const list = async (_type: unknown, _place: unknown, { labelSelector = '', fieldSelector, limit }: Query) =>
    pods
      .filter(({ template, pod }) => {
        const isPending = (pod as { status: { phase: string } }).status.phase === 'Pending';
        const asked = /configuration=(.*)$/.exec(labelSelector)?.[1];
        return (fieldSelector === undefined || isPending) && (asked === undefined || asked === template);
      })
      .slice(0, Number(limit))
      .map(({ name, pod }) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, ...pod }) as unknown as RawObject);
  const clock = { now: () => 0, monotonic: () => 0, sleep: async () => undefined };
  const options = { client: { list }, clock, log: () => undefined } as unknown as CauseReaderOptions;
  const query = { labelSelector: 'app=wine', template: 'modelmonitor.dev/configuration=new' };
  return createCauseReader(options).ofPods('models/wine', query, new AbortController().signal);
}

const ready = { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } };
const terminated = { exitCode: 1, reason: 'Error', finishedAt: new Date(0).toISOString(), message: 'no model' };
const waiting = { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container' };
const containerStatuses = [{ name: 'predictor', ready: false, restartCount: 4, state: { waiting }, lastState: { terminated } }];
const crashing = { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }], containerStatuses } };
const fortyNine = Array.from({ length: 49 }, (_, pod) => ({ name: `wine-a${pod}`, template: 'old', pod: ready }));

test('a pod that waits is found behind any number of pods that are ready', async () => {
  const unscheduled = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' };
  const pod = { status: { phase: 'Pending', conditions: [unscheduled] } };
  expect(await reader([...fortyNine, { name: 'wine-b', template: 'old', pod }])).toMatchObject({ reason: 'Unschedulable' });
});

test('so is a pod of the current template that starts again and again', async () => {
  expect(await reader([...fortyNine, { name: 'wine-b', template: 'new', pod: crashing }])).toMatchObject({ reason: 'CrashLoopBackOff' });
});

test('with many monitors, requests are bounded over all of them, and each has its cause', async () => {
  const clock = testClock();
  const sent: { readonly once?: boolean }[] = [];
  const client = {
    list: async (_type: unknown, _place: unknown, query: Query & { readonly once?: boolean }) => {
      sent.push(query);
      await clock.sleep(5);
      return query.fieldSelector === undefined ? [{ metadata: { name: 'wine-b' }, ...crashing }] : [];
    },
  };
  const causes = createCauseReader({ client, clock, log: () => undefined } as unknown as CauseReaderOptions);
  const query = { labelSelector: 'app=wine', template: 'modelmonitor.dev/configuration=new' };
  const found = new Set<number>();
  const work = async (worker: number) => {
    // Turns come far more often than causes can be read, as when many pods change.
    for (let turn = worker; ; turn = (turn + 4) % 100) {
      if ((await causes.ofPods(`models/${turn}`, query, new AbortController().signal)) !== undefined) found.add(turn);
      await clock.sleep(10);
    }
  };
  for (let worker = 0; worker < 4; worker++) void work(worker);
  for (let second = 1; second <= 30; second++) {
    await clock.advance(1000);
    expect(sent.length).toBeLessThanOrEqual(30 + 10 * second);
  }
  expect(found.size).toBe(100);
  expect(sent.every(({ once }) => once === true)).toBe(true); // a repeated request would not be counted
});

test('causes of many monitors are read again as seldom as their requests need', async () => {
  const client = { list: async () => [] };
  const causes = createCauseReader({ client, clock: testClock(), log: () => undefined } as unknown as CauseReaderOptions);
  const query = { labelSelector: 'app=wine', template: 'modelmonitor.dev/configuration=new' };
  for (let monitor = 0; monitor < 100; monitor++) void causes.ofPods(`models/${monitor}`, query, new AbortController().signal);
  expect(causes.readAgain('models/1')).toBe(20_000);
  expect(causes.readAgain('models/100')).toBeUndefined();
});
