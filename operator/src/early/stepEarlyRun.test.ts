import { ApiError } from '@modelmonitor/kube';
import { render } from '@modelmonitor/render';
import type { MonitorItem } from '../caches/caches.ts';
import type { ChildItem } from '../caches/children.ts';
import { createPodBook } from '../pods/podBook.ts';
import { testFacts } from '../status/testFacts.ts';
import { type EarlyRunInput, stepEarlyRun } from './stepEarlyRun.ts';

const { plan } = testFacts();
const images = { predictor: 'p', drift: 'd', pullPolicy: 'IfNotPresent', pullSecrets: [] } as const;
const has = { serviceMonitor: false, alertmanagerConfig: false };
const context = { images, ownerUid: 'one', callers: undefined, has, serviceMonitorLabels: {}, driftPaused: true };
const cronJob = render(plan, context).find(({ kind }) => kind === 'cronJob');
const item = { key: 'models/wine', name: 'wine', namespace: 'models', uid: 'one', status: {} } as unknown as MonitorItem;

/** Steps of a check that is due, two seconds apart, before an API server that does something with its Job. */
function steps(create: () => Promise<never>) {
  const pods = createPodBook({ now: () => 1000 });
  pods.setEarly(item.key, { reason: 'rows' });
  const recorded: string[] = [];
  const record = async (_: unknown, { reason, message }: { reason: string; message: string }) =>
    void recorded.push(`${reason}: ${message}`);
  let monotonic = 0;
  const client = { list: async () => [], create } as unknown as EarlyRunInput['client'];
  const input = { client, pods, record, meter: { startedEarly: () => undefined }, item, suspended: false, cronJob } as const;
  const step = () => {
    monotonic += 2000;
    return stepEarlyRun({ ...input, owner: {} as ChildItem, jobs: [], monotonic, signal: new AbortController().signal });
  };
  return { pods, recorded, step };
}

test('a check that the API server refuses is over: the schedule continues, and an event has the reason', async () => {
  const { pods, recorded, step } = steps(() => Promise.reject(new ApiError('exceeded quota: jobs', { kind: 'forbidden' })));
  expect([await step(), await step()]).toEqual([true, false]);
  expect([pods.early(item.key), pods.refusedAt(item.key)]).toEqual([undefined, 1000]);
  expect(recorded).toEqual(['DriftRunFailed: a check before its schedule could not be started: exceeded quota: jobs']);
});

test('one that did not reach the API server is tried again', async () => {
  const { pods, step } = steps(() => Promise.reject(new ApiError('connection refused', { kind: 'unreachable' })));
  await step();
  await expect(step()).rejects.toThrow('connection refused');
  expect(pods.early(item.key)).toMatchObject({ reason: 'rows' });
});
