import type { Condition, MonitorStatus } from '@modelmonitor/api';
import { ApiError } from '../../../kube/src/errors.ts';
import { ChildConflictError } from '../errors.ts';
import type { Facts } from './facts.ts';
import { invalidStatus, statusOf } from './statusOf.ts';
import { noon, type TestFacts, testDeployment, testFacts, testReport } from './testFacts.ts';

const hour = 3_600_000;

function condition({ conditions = [] }: MonitorStatus, type: string): Condition {
  const found = conditions.find((one) => one.type === type);
  if (found === undefined) throw new Error(`there is no ${type}`);
  return found;
}

const pods = (...versions: { name: string; loaded: boolean; previous?: boolean; error?: string }[]): TestFacts['pods'] => ({
  answers: [{ newRows: 0, firstNewAt: null, versions }],
  silent: [],
});
const report = (facts: Parameters<typeof testReport>[0]): Facts['report'] => ({
  facts: testReport(facts),
  unreadable: undefined,
  failure: undefined,
});
const database = { store: 'postgres', postgres: { secretRef: { name: 'log-app' } } };
const stored = (...connected: readonly boolean[]): NonNullable<TestFacts['pods']> => ({
  answers: connected.map((one) => ({
    newRows: 0,
    firstNewAt: null,
    versions: [],
    store: { connected: one, reason: 'connection refused' },
  })),
  silent: [],
});
const scraping = (rest: object): NonNullable<TestFacts['scraping']> => ({ ...testFacts().scraping, ...rest });

const refused = { reason: 'FailedCreate', message: 'pods "wine-…" is forbidden: exceeded quota' } as const;
const two = (rest: object) => testDeployment({ desired: 2, replicas: 2, updated: 2, ready: 2, ...rest });
/** A monitor whose template was served before. */
const served = (rest: object = {}): TestFacts => ({ previous: statusOf(testFacts()), deployment: testDeployment(rest) });
/** A monitor that served another template before. */
const replaced = (rest: object = {}): TestFacts => ({
  previous: statusOf(testFacts({ template: 'earlier', deployment: testDeployment({ template: 'earlier' }) })),
  deployment: testDeployment(rest),
});
const credentials = { spec: { serving: { auth: { basic: { secretRef: { name: 'callers' } } } } } };
/** A monitor that served without credentials before. */
const guarded = (rest: TestFacts = {}): TestFacts => ({ ...replaced(), ...credentials, ...rest });

test.each<{ what: string; facts: TestFacts; is: string }>([
  { what: 'all pods are ready', facts: {}, is: 'Ready True Serving' },
  { what: 'all pods are ready', facts: {}, is: 'PredictorAvailable True Available' },
  { what: 'there is no Deployment yet', facts: { deployment: undefined }, is: 'PredictorAvailable Unknown Progressing' },
  { what: 'there is no Deployment yet', facts: { deployment: undefined }, is: 'Ready Unknown Progressing' },
  { what: 'no pod has been ready yet', facts: { deployment: testDeployment({ ready: 0 }) }, is: 'PredictorAvailable Unknown Progressing' },
  { what: 'no pod has been ready yet', facts: { deployment: testDeployment({ ready: 0 }) }, is: 'Ready Unknown Progressing' },
  { what: 'no pod is ready any more', facts: served({ ready: 0 }), is: 'PredictorAvailable False Unavailable' },
  { what: 'no pod is ready any more', facts: served({ ready: 0 }), is: 'Ready False PredictorUnavailable' },
  { what: 'the Deployment is gone', facts: { ...served(), deployment: undefined }, is: 'Ready False PredictorUnavailable' },
  { what: 'the first of two pods is ready', facts: { deployment: two({ ready: 1 }) }, is: 'Ready Unknown Progressing' },
  { what: 'the template is about to change', facts: served({ template: 'earlier' }), is: 'Ready True Serving' },
  { what: 'a scale-up', facts: served({ desired: 2, replicas: 2 }), is: 'Ready True Serving' },
  { what: 'a scale-up', facts: served({ desired: 2, replicas: 2 }), is: 'PredictorAvailable True Progressing' },
  { what: 'a scale-up', facts: served({ desired: 2, replicas: 2 }), is: 'Degraded False AsExpected' },
  { what: 'a scale-up its controller has not seen', facts: served({ desired: 2, generation: 3 }), is: 'Ready True Serving' },
  { what: 'a scale-up whose pods are refused', facts: { ...served({ desired: 2 }), cause: refused }, is: 'Ready True Serving' },
  { what: 'a scale-up whose pods are refused', facts: { ...served({ desired: 2 }), cause: refused }, is: 'Degraded True PodsNotReady' },
  { what: 'a rollout restart', facts: served({ updated: 0, replicas: 2 }), is: 'Ready True Serving' },
  { what: 'a new template', facts: replaced({ updated: 0 }), is: 'Ready Unknown Progressing' },
  { what: 'a new template', facts: replaced({ updated: 0 }), is: 'PredictorAvailable True Progressing' },
  {
    what: 'a new template that its controller has not seen, although all numbers fit',
    facts: replaced({ generation: 3 }),
    is: 'Ready Unknown Progressing',
  },
  { what: 'a new template, and one pod of the earlier one', facts: replaced({ replicas: 2 }), is: 'Ready Unknown Progressing' },
  { what: 'a new template that all pods have', facts: replaced(), is: 'Ready True Serving' },
  { what: 'new credentials, and a pod with earlier ones is ending', facts: guarded({ existingPods: 2 }), is: 'Ready Unknown Progressing' },
  {
    what: 'new credentials for labels, and a pod with earlier ones is ending',
    facts: { ...replaced(), spec: { serving: { feedbackAuth: credentials.spec.serving.auth } }, existingPods: 2 },
    is: 'Ready Unknown Progressing',
  },
  { what: 'new credentials of all pods', facts: guarded(), is: 'Ready True Serving' },
  {
    what: 'credentials of before, and a pod of a scale-down is ending',
    facts: { ...served(), ...credentials, existingPods: 2 },
    is: 'Ready True Serving',
  },
  { what: 'no credentials, and an earlier pod is ending', facts: { ...replaced(), existingPods: 2 }, is: 'Ready True Serving' },
  {
    what: 'a new template without progress',
    facts: replaced({ updated: 0, stalled: 'timed out' }),
    is: 'Ready False ProgressDeadlineExceeded',
  },
  { what: 'a new template whose pods are refused', facts: { ...replaced({ updated: 0 }), cause: refused }, is: 'Ready False FailedCreate' },
  {
    what: 'an earlier template again, while pods of another serve',
    facts: {
      deployment: testDeployment({ updated: 1, replicas: 2, ready: 2 }),
      previous: statusOf(testFacts({ ...replaced({ updated: 1, replicas: 2, template: 'other' }), template: 'other' })),
    },
    is: 'Ready Unknown Progressing',
  },
  {
    what: 'the first pods are refused',
    facts: { deployment: testDeployment({ ready: 0 }), cause: refused },
    is: 'Ready False FailedCreate',
  },
  { what: 'no replica is requested', facts: { spec: { serving: { replicas: 0 } } }, is: 'Ready False ScaledToZero' },
  {
    what: 'an object belongs to another owner',
    facts: { failures: [new ApiError('no', { kind: 'refused' }), new ChildConflictError('not ours')] },
    is: 'Ready False ChildConflict',
  },
  { what: 'an object is refused', facts: { failures: [new ApiError('no', { kind: 'refused' })] }, is: 'Ready False ApplyRefused' },
  { what: 'no pod was queried', facts: {}, is: 'VersionsLoaded Unknown NotRequested' },
  { what: 'a pod has its version', facts: { pods: pods({ name: 'v1', loaded: true }) }, is: 'VersionsLoaded True Loaded' },
  {
    what: 'a pod has it not',
    facts: { pods: pods({ name: 'v1', loaded: false, error: 'no file' }) },
    is: 'Degraded True VersionNotLoaded',
  },
  {
    what: 'a pod serves an earlier model of it',
    facts: { pods: pods({ name: 'v1', loaded: true, previous: true, error: 'no JSON' }) },
    is: 'VersionsLoaded False ServingPrevious',
  },
  {
    what: 'a pod serves an earlier model of it',
    facts: { pods: pods({ name: 'v1', loaded: true, previous: true, error: 'no JSON' }) },
    is: 'Degraded True ServingPrevious',
  },
  {
    what: 'a pod serves an earlier model, and another none',
    facts: { pods: pods({ name: 'v1', loaded: true, previous: true, error: 'no JSON' }, { name: 'v1', loaded: false, error: 'no file' }) },
    is: 'Degraded True VersionNotLoaded',
  },
  { what: 'no pod reports its store', facts: { spec: { capture: database } }, is: 'StoreConnected Unknown NotRequested' },
  {
    what: 'every pod reaches the database',
    facts: { spec: { capture: database }, pods: stored(true, true) },
    is: 'StoreConnected True Connected',
  },
  { what: 'one does not', facts: { spec: { capture: database }, pods: stored(true, false) }, is: 'StoreConnected False StoreUnreachable' },
  { what: 'one does not', facts: { spec: { capture: database }, pods: stored(true, false) }, is: 'Degraded True StoreUnreachable' },
  { what: 'a Prometheus selects it', facts: {}, is: 'MetricsScraped True Selected' },
  {
    what: 'none does',
    facts: { scraping: scraping({ selectedBy: [], selectors: ['monitoring/k8s: release=x'] }) },
    is: 'Degraded True MetricsNotScraped',
  },
  {
    what: 'others may',
    facts: { scraping: scraping({ selectedBy: [], seesAllNamespaces: false }) },
    is: 'MetricsScraped Unknown NotAllowed',
  },
  { what: 'no check has run', facts: {}, is: 'ReportFresh Unknown NoReportYet' },
  { what: 'one ran an hour ago', facts: { report: report({}) }, is: 'ReportFresh True Fresh' },
  { what: 'none ran for a year', facts: { report: report({}), now: noon + 365 * 24 * hour }, is: 'Degraded True ReportStale' },
  { what: 'checks are suspended', facts: { spec: { drift: { suspend: true } } }, is: 'DriftScheduled False Suspended' },
  {
    what: 'a feature is not in the reference',
    facts: { report: report({ notInReference: ['alcohol'] }) },
    is: 'Degraded True ReferenceDiffers',
  },
  { what: 'a feature drifted', facts: { report: report({ verdict: 'drifted', drifted: ['alcohol'] }) }, is: 'DriftDetected True Drifted' },
  {
    what: 'a drift is no fault of the monitor',
    facts: { report: report({ verdict: 'drifted', drifted: ['alcohol'] }) },
    is: 'Degraded False AsExpected',
  },
])('$what: $is', ({ facts, is }) => {
  const [type = ''] = is.split(' ');
  const { status, reason } = condition(statusOf(testFacts(facts)), type);
  expect(`${type} ${status} ${reason}`).toBe(is);
});

test('the same facts give the same status, whenever it is', () => {
  const status = statusOf(testFacts());
  expect(statusOf(testFacts({ previous: status, now: noon + hour }))).toEqual(status);
});

test('a time of transition changes with its status only', () => {
  const before = statusOf(testFacts());
  const facts = { previous: before, now: noon + hour, deployment: testDeployment({ ready: 0 }) };
  const after = statusOf(testFacts(facts));
  expect(condition(after, 'Ready').lastTransitionTime).toBe('2026-06-01T13:00:00Z');
  expect(condition(after, 'MetricsScraped')).toEqual(condition(before, 'MetricsScraped'));
});

test('fields that have no effect where the monitor runs are a condition, which is absent otherwise', () => {
  const facts = testFacts();
  expect(facts.plan.unsupported).toEqual([]);
  expect(statusOf(facts).conditions?.map(({ type }) => type)).not.toContain('UnsupportedFields');
  const unsupported = [
    { path: 'spec.a', reason: 'ClusterOnly', message: 'takes effect elsewhere' },
    { path: 'spec.b[0]', reason: 'ClusterOnly', message: 'does not' },
  ] as const;
  expect(condition(statusOf({ ...facts, plan: { ...facts.plan, unsupported } }), 'UnsupportedFields')).toMatchObject({
    status: 'True',
    reason: 'ClusterOnly',
    message: 'spec.a: takes effect elsewhere; spec.b[0]: does not',
  });
});

test('every condition has the generation it was computed from', () => {
  const { observedGeneration, conditions = [] } = statusOf(testFacts());
  expect(new Set([observedGeneration, ...conditions.map((one) => one.observedGeneration)])).toEqual(new Set([3]));
});

test('an invalid resource changes only Ready, and everything else remains', () => {
  const previous = statusOf(testFacts());
  const status = invalidStatus(previous, { message: 'spec.model: no', generation: 4, now: noon + hour });
  expect(condition(status, 'Ready')).toMatchObject({
    status: 'False',
    reason: 'SpecInvalid',
    message: 'spec.model: no',
    observedGeneration: 4,
  });
  expect(condition(status, 'MetricsScraped')).toEqual(condition(previous, 'MetricsScraped'));
  expect([status.observedGeneration, status.url]).toEqual([4, previous.url]);
});

test('the condition of drift has the words of the report, and says when one run does not decide', () => {
  const summary = '100 % is above the 50 % that counts as drift';
  const drifted = { run: 'r1', verdict: 'drifted', drifted: ['alcohol'], share: 1, summary } as const;
  const found = `1 of 1 features drifted in run r1: alcohol; ${summary}`;
  const messageOf = (facts: TestFacts) => condition(statusOf(testFacts(facts)), 'DriftDetected').message;
  expect(messageOf({ report: report(drifted) })).toBe(found);
  const spec = { drift: { confirmation: { runs: 2, of: 2 } } };
  expect(messageOf({ report: report(drifted), spec })).toBe(`${found}; this run alone does not decide, see spec.drift.confirmation`);
});

test('the message of Ready names the version that a new pod waits for', () => {
  const { conditions } = statusOf(testFacts({ ...replaced({ replicas: 2 }), pods: pods({ name: 'v1', loaded: false, error: 'no file' }) }));
  expect(conditions?.find(({ type }) => type === 'Ready')).toMatchObject({
    reason: 'Progressing',
    message: expect.stringContaining('; v1: no file; pods of an earlier specification serve'),
  });
});
