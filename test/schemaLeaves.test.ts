import { isDeepStrictEqual } from 'node:util';
import {
  createValidator,
  dueReason,
  type ModelMonitor,
  modelMonitorSchema,
  planFor,
  thresholdSamples,
  unsupportedFields,
} from '@modelmonitor/api';
import { errorText } from '@modelmonitor/api/plain';
import { render } from '@modelmonitor/render';
import type { SchemaNode } from '../api/src/validation/schemaNode.ts';
import { statusOf } from '../operator/src/status/statusOf.ts';
import { noon, testFacts, testReport } from '../operator/src/status/testFacts.ts';
import { fullMonitor, sourceWith } from './schemaLeaves/fullMonitor.ts';
import { isConstant, keysOf, type Leaf, leavesOf, otherValue, valueAt, withValue } from './schemaLeaves/leaves.ts';
import { operatorOfClass } from './schemaLeaves/operatorOfClass.ts';
import { podChanges } from './schemaLeaves/podChanges.ts';
import { driftReports, predictorResponses, predictorState } from './schemaLeaves/processes.ts';
import { remoteRequests } from './schemaLeaves/remoteRequests.ts';
import { sourceRequests } from './schemaLeaves/sourceRequests.ts';
import { storedRows } from './schemaLeaves/storedRows.ts';

type Where = 'cluster' | 'laptop';

/** A consumer of the resource; the result depends on the fields it honours. */
type Observer = (monitor: ModelMonitor) => unknown;

const rendering = {
  images: { predictor: 'p', drift: 'd', pullPolicy: 'Always', pullSecrets: [] },
  ownerUid: undefined,
  callers: undefined,
  has: { serviceMonitor: true, alertmanagerConfig: true, httpRoute: true },
  serviceMonitorLabels: {},
  driftPaused: false,
} as const;

const laptop = { configDirectory: 'config', host: '127.0.0.1', port: 8000, dataDirectory: 'data' };
/** Runs whose reports are kept, newest first: two of four are drifted. */
const runs = [1, 0, 0, 1, 1].map((share, run) => ({
  run: `2026060${run}t`,
  verdict: share === 1 ? ('drifted' as const) : ('stable' as const),
  share,
  drifted: share,
  configMap: `c${run}`,
}));

/** What the operator applies, without the copies of the resource: the file of the processes, and the digest of the pod template in names. */
const renderedObjects: Observer = (monitor) =>
  render(planFor(monitor), rendering).map(({ object }) => JSON.parse(JSON.stringify(object, withoutCopies)));
const withoutCopies = (key: string, value: unknown) =>
  ['monitor.json', 'modelmonitor.dev/configuration'].includes(key) ? undefined : String(value).match(/-monitor-\w{10}$/) ? '' : value;

const operatorStatus: Observer = (monitor) => {
  const report = {
    facts: testReport({ run: '20260601t', drifted: ['a'], share: 1, verdict: 'stable' }),
    unreadable: undefined,
    failure: undefined,
  };
  return statusOf({ ...testFacts({ report, previous: { drift: { history: runs } } }), plan: planFor(monitor) });
};

/** Why the operator starts a check before the schedule, for some numbers of new rows and some ages of the first of them in minutes. */
const earlyChecks: Observer = (monitor) => {
  const { trigger } = planFor(monitor).drift;
  const reasonAt = (newRows: number, minutes: number, lastStartedAt?: number) =>
    dueReason(
      { ...trigger, suspend: false },
      { lastStartedAt, nextScheduled: Number.POSITIVE_INFINITY, newRows, firstNewAt: noon - minutes * 60_000, now: noon },
    );
  const byPause = [1, 5, 10, 20, 60, 120].map((minutes) => reasonAt(1_000_000, 0, noon - minutes * 60_000));
  return [
    ...byPause,
    ...[1, 2, 3, 4, 5, 10].flatMap((newRows) => [0, 1, 59, 60, 119, 120, 1440].map((minutes) => reasonAt(newRows, minutes))),
  ];
};

/** What the processes in pods open as the store, and what they drop from it. */
const podStore: Observer = (monitor) => {
  const { store, retention } = planFor(monitor);
  return { store, retention };
};

/** What starts the processes of a laptop. */
const laptopPlan: Observer = (monitor) => {
  const { name, namespace, mounts, files, store, retention, predictor, drift } = planFor(monitor, laptop);
  return { name, namespace, mounts, files, store, retention, predictor: predictor.argv, drift };
};

const alertThresholds: Observer = (monitor) => thresholdSamples(monitor, { reportedAt: noon, runs });

const processes: readonly Observer[] = [
  alertThresholds,
  sourceRequests,
  remoteRequests,
  predictorState,
  predictorResponses,
  storedRows,
  (monitor) => driftReports(monitor, 1).catch(errorText),
  (monitor) => driftReports(monitor, 5).catch(errorText),
];

const observers: Readonly<Record<Where, readonly Observer[]>> = {
  cluster: [renderedObjects, podStore, operatorStatus, operatorOfClass, earlyChecks, ...processes],
  laptop: [laptopPlan, ...processes],
};
const allObservers = [renderedObjects, podStore, operatorStatus, operatorOfClass, earlyChecks, laptopPlan, ...processes];

/** Changes that need more than another value of the leaf. */
const changes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'spec.model.task': { 'spec.model.task': 'regression', 'spec.model.target.classes': undefined },
  'spec.model.features[].type': { 'spec.model.features.1.type': 'categorical' },
  'spec.model.features[].name': { 'spec.model.features.3.name': 'e' },
  'spec.model.versions[].traffic': { 'spec.model.versions.0.traffic': 70, 'spec.model.versions.1.traffic': 30 },
  'spec.model.versions[].format': { 'spec.model.versions.0.format': 'xgboost' },
  'spec.model.versions[].verify.tolerance': { 'spec.model.versions.0.verify.tolerance': 0.1 },
  'spec.model.versions[].shadow': { 'spec.model.versions.1.shadow': true, 'spec.model.versions.1.traffic': undefined },
  'spec.capture.store': { 'spec.capture.store': 'file', 'spec.capture.postgres': undefined },
  'spec.capture.redact[]': { 'spec.capture.redact.0': 'd' },
  'spec.drift.confirmation.runs': { 'spec.drift.confirmation.runs': 1 },
  'spec.drift.window.maxAge': { 'spec.drift.window.maxAge': '10m' },
  'spec.drift.schedule': { 'spec.drift.schedule': '@daily' },
  'spec.drift.every': { 'spec.drift.every': '2h' },
  'spec.drift.segments[].feature': { 'spec.drift.segments': [{ version: 'v1' }] },
  'spec.serving.service.type': { 'spec.serving.service': { type: 'ClusterIP', port: 80 } },
  'spec.drift.timeZone': { 'spec.drift.timeZone': 'Asia/Tokyo' },
};

/** What differs from the full resource before the leaf is changed. */
const bases: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...Object.fromEntries(
    ['name', 'key'].map((key) => [
      `spec.capture.postgres.ca.configMap.${key}`,
      { 'spec.capture.postgres.ca': { configMap: { name: 'log-ca', key: 'ca.crt' } } },
    ]),
  ),
  'spec.capture.archive.volumeClaim': { 'spec.capture.archive': { volumeClaim: 'archives' } },
  'spec.capture.archive.directory': { 'spec.capture.archive': { directory: 'archive' } },
  'spec.capture.archive.s3.webIdentity.roleArn': {
    'spec.capture.archive': { s3: { bucket: 'log', webIdentity: { roleArn: 'arn:aws:iam::1:role/a' } } },
  },
  'spec.serving.replicas': { 'spec.serving.autoscale': undefined },
  'spec.drift.every': { 'spec.drift.schedule': undefined, 'spec.drift.timeZone': undefined, 'spec.drift.every': '1h' },
  'spec.model.versions[].shadow': { 'spec.model.versions.0.traffic': 100, 'spec.model.versions.1.traffic': 0 },
};

/** Fields of Kubernetes' metadata, which it keeps itself, and the status, which the operator writes. */
const kept = (path: string) => path === 'status' || /^metadata\.(?!name$|namespace$)/.test(path);

const validate = createValidator();
const leaves = leavesOf(modelMonitorSchema as unknown as SchemaNode).filter(({ path }) => !kept(path));
function resolved(document: unknown): ModelMonitor {
  const { monitor, problems } = validate(document);
  if (monitor === undefined) throw new Error(`expected a valid resource, got ${JSON.stringify(problems)}`);
  return monitor;
}

function withChanges(document: object, listed: Readonly<Record<string, unknown>> = {}): object {
  return Object.entries(listed).reduce((next, [at, value]) => withValue(next, at.split('.'), value), document);
}

/** The resource before and after a change of a leaf. */
function beforeAndAfter({ path, node }: Leaf): { before: ModelMonitor; after: ModelMonitor } {
  const before = withChanges(fullMonitor, bases[path] ?? sourceWith(path));
  const listed = changes[path] ?? podChanges[path];
  const keys = listed === undefined ? keysOf(before, path) : [];
  const after = listed === undefined ? withValue(before, keys, otherValue(node, valueAt(before, keys))) : withChanges(before, listed);
  return { before: resolved(before), after: resolved(after) };
}

/** The index of the first observer that sees a difference; undefined when none does. */
async function firstDifference(
  where: Where,
  { before, after }: { before: ModelMonitor; after: ModelMonitor },
): Promise<number | undefined> {
  for (const [index, observe] of observers[where].entries()) {
    if (!isDeepStrictEqual(await observe(after), await memoized(observe, before))) return index;
  }
  return undefined;
}

const observations = new Map<string, Promise<unknown>>();

function memoized(observe: Observer, monitor: ModelMonitor): Promise<unknown> {
  const key = `${allObservers.indexOf(observe)} ${JSON.stringify(monitor)}`;
  const known = observations.get(key) ?? Promise.resolve(observe(monitor));
  observations.set(key, known);
  return known;
}

/** A field of the status has the index of its entry, a leaf none. */
const isUnsupported = (monitor: ModelMonitor, where: Where, path: string) =>
  unsupportedFields(monitor, where)
    .map((field) => field.path.replaceAll(/\[\d+\]/g, '[]'))
    .some((field) => `${path}.`.startsWith(`${field}.`) || path.startsWith(`${field}[`));

test.each(leaves.filter(({ node }) => isConstant(node)))('$path has one value, and no other is valid', ({ path }) => {
  const before = withChanges(fullMonitor, sourceWith(path));
  expect(validate(withValue(before, keysOf(before, path), 'other')).monitor).toBeUndefined();
});

const changeable = leaves
  .filter(({ node }) => !isConstant(node))
  .flatMap((leaf) => (['cluster', 'laptop'] as const).map((where) => ({ ...leaf, where })));

test.each(changeable)('$path takes effect on a $where, or is listed as unsupported there', async ({ where, ...leaf }) => {
  const pair = beforeAndAfter(leaf);
  const seen = (await firstDifference(where, pair)) !== undefined;
  expect({ seen, unsupported: isUnsupported(pair.after, where, leaf.path) }).not.toEqual({ seen: false, unsupported: false });
});

/** Objects that are passed on whole, so that the API server or the archive checks their fields. */
const passedOn =
  /^spec\.(serving\.(resources|podTemplate|service|networkPolicy|httpRoute\.parentRefs|ingress\.tls)|drift\.(podTemplate|networkPolicy))\b|^spec\.capture\.archive\.s3\b|^spec\.alerts\.receivers\b.*secretRef|^spec\.capture\.postgres\.ca\.configMap$/;

// A field that no code reads changes nothing that is observed: so the test above can fail.
test.each(['cluster', 'laptop'] as const)('a field that no code honours is not seen on a %s', async (where) => {
  const objects = [
    ...new Set(
      leaves
        .map(({ path }) => path.replace(/\.[^.]*$/, ''))
        .filter(
          (path) =>
            path.startsWith('spec') &&
            !path.endsWith('[]') &&
            !passedOn.test(path) &&
            path !== 'spec.capture.archive.s3.webIdentity' &&
            sourceWith(`${path}.madeUp`) === undefined,
        ),
    ),
  ];
  const before = resolved(fullMonitor);
  const after = structuredClone(before);
  for (const path of objects) {
    const keys = path === 'spec' ? ['spec'] : keysOf(before, path.replace(/\.\*$/, ''));
    const holder = valueAt(after, keys);
    if (holder !== null && typeof holder === 'object' && !Array.isArray(holder) && !/(labels|annotations)$/.test(path))
      Object.assign(holder, { madeUp: true });
  }
  expect(JSON.stringify(after).split('madeUp').length).toBeGreaterThan(20);
  expect(await firstDifference(where, { before, after })).toBeUndefined();
});
