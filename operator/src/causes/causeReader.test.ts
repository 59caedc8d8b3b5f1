import { ApiError, type RawObject } from '@modelmonitor/kube';
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
const fortyNine = Array.from({ length: 49 }, (_, pod) => ({ name: `wine-a${pod}`, template: 'old', pod: ready }));

test('a pod that waits is found behind any number of pods that are ready', async () => {
  const unscheduled = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' };
  const pod = { status: { phase: 'Pending', conditions: [unscheduled] } };
  expect(await reader([...fortyNine, { name: 'wine-b', template: 'old', pod }])).toMatchObject({ reason: 'Unschedulable' });
});

test('so is a pod of the current template that starts again and again', async () => {
  const terminated = { exitCode: 1, reason: 'Error', finishedAt: new Date(0).toISOString(), message: 'no model' };
  const waiting = { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container' };
  const containerStatuses = [{ name: 'predictor', ready: false, restartCount: 4, state: { waiting }, lastState: { terminated } }];
  const pod = { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }], containerStatuses } };
  expect(await reader([...fortyNine, { name: 'wine-b', template: 'new', pod }])).toMatchObject({ reason: 'CrashLoopBackOff' });
});

test('requests are bounded over all monitors, whatever they are answered', async () => {
  const sent: { readonly once?: boolean }[] = [];
  let monotonic = 0;
  const client = {
    list: async (_type: unknown, _place: unknown, query: { readonly once?: boolean }) => {
      sent.push(query);
      if (sent.length % 2 === 0) throw new ApiError('internal error', { kind: 'server', status: 500 });
      return [];
    },
  };
  const clock = { now: () => 0, monotonic: () => monotonic, sleep: async () => undefined };
  const causes = createCauseReader({ client, clock, log: () => undefined } as unknown as CauseReaderOptions);
  const query = { labelSelector: 'app=wine', template: 'modelmonitor.dev/configuration=new' };
  const readAll = () =>
    Promise.all(Array.from({ length: 100 }, (_, monitor) => causes.ofPods(`models/${monitor}`, query, new AbortController().signal)));
  await readAll();
  expect(sent).toHaveLength(30);
  expect(sent.every(({ once }) => once === true)).toBe(true); // a repeated request would not be counted
  monotonic = 2000;
  await readAll();
  expect(sent).toHaveLength(50);
  // Each monitor has its turn within the time that two requests for each take.
  expect(causes.readAgain('models/1')).toBe(20_000);
});
