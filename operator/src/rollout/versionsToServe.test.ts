import { testDeployment } from '../status/testFacts.ts';
import { type RolloutFacts, silenceMilliseconds, versionsToServe } from './versionsToServe.ts';

const pod = (...loaded: string[]) => ({
  newRows: 0,
  firstNewAt: null,
  versions: ['v1', 'v2'].map((name) => ({ name, loaded: loaded.includes(name) })),
});
const pods = (...answers: ReturnType<typeof pod>[]) => ({ answers, silent: [] });
const silent = [{ address: 'a', reason: 'timeout' }];

/** Pods of template `old` serve v1 and v2, and template `new` is about to be applied. */
const before: RolloutFacts = {
  digest: 'new',
  versions: ['v1', 'v2'],
  deployment: testDeployment({ template: 'old' }),
  decided: undefined,
  written: undefined,
  pods: pods(pod('v1', 'v2')),
  reported: [],
  monotonic: 1000,
};
/** Template `new` was applied, and its first pod started. */
const during: RolloutFacts = {
  ...before,
  deployment: testDeployment({ template: 'new', replicas: 2 }),
  decided: { digest: 'new', versions: ['v1', 'v2'] },
};

test.each<{ name: string; facts: RolloutFacts; versions: string[] }>([
  { name: 'a first pod: nothing', facts: { ...before, deployment: undefined }, versions: [] },
  { name: 'a new template: what the pods serve', facts: before, versions: ['v1', 'v2'] },
  { name: 'a version that some pods serve', facts: { ...before, pods: pods(pod(), pod('v2')) }, versions: ['v2'] },
  { name: 'a version that the pods lack too: not that one', facts: { ...before, pods: pods(pod('v1')) }, versions: ['v1'] },
  { name: 'a version that is new in the resource: not that one', facts: { ...before, versions: ['v1', 'v3'] }, versions: ['v1'] },
  {
    name: 'pods not queried yet by an operator that was restarted: what the last status says',
    facts: { ...before, pods: undefined, reported: ['v2'] },
    versions: ['v2'],
  },
  {
    name: 'a template that was there before: what pods serve now, not what its ConfigMap says',
    facts: { ...before, written: ['v1'], decided: { digest: 'old', versions: [] }, pods: pods(pod('v2')) },
    versions: ['v2'],
  },
  { name: 'during the rollout: the same', facts: during, versions: ['v1', 'v2'] },
  {
    name: 'a pod of the new template that serves less: the same',
    facts: { ...during, pods: pods(pod('v1', 'v2'), pod('v1')) },
    versions: ['v1', 'v2'],
  },
  {
    name: 'an operator that was restarted during the rollout: what the ConfigMap says',
    facts: { ...during, decided: undefined, written: ['v1'], pods: undefined },
    versions: ['v1'],
  },
  {
    name: 'a ConfigMap that another client deleted, and an operator that was restarted: what pods serve',
    facts: { ...during, decided: undefined, pods: pods(pod('v2')) },
    versions: ['v2'],
  },
  { name: 'a version that no pod serves any more: without it', facts: { ...during, pods: pods(pod('v1'), pod('v1')) }, versions: ['v1'] },
  {
    name: 'a version that only a silent pod may serve: the same',
    facts: { ...during, pods: { answers: [pod('v1')], silent } },
    versions: ['v1', 'v2'],
  },
  {
    name: 'a version that only a pod may serve which is silent for two minutes: without it',
    facts: {
      ...during,
      decided: { digest: 'new', versions: ['v1', 'v2'], unservedSince: 1000 },
      pods: { answers: [pod('v1')], silent },
      monotonic: 1000 + silenceMilliseconds,
    },
    versions: ['v1'],
  },
  { name: 'no pod responds: the same', facts: { ...during, pods: { answers: [], silent } }, versions: ['v1', 'v2'] },
  { name: 'a complete rollout: nothing', facts: { ...during, deployment: testDeployment({ template: 'new' }) }, versions: [] },
  {
    name: 'a rollout that its controller has not seen: the same',
    facts: { ...during, deployment: testDeployment({ template: 'new', generation: 3 }) },
    versions: ['v1', 'v2'],
  },
  {
    name: 'a Deployment scaled to zero: nothing',
    facts: { ...during, deployment: testDeployment({ template: 'new', desired: 0, replicas: 0, ready: 0, updated: 0 }) },
    versions: [],
  },
])('$name', ({ facts, versions }) => {
  expect(versionsToServe(facts)).toMatchObject({ digest: 'new', versions });
});
