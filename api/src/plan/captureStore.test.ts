import { exampleMonitor } from '../exampleMonitor.ts';
import type { ModelMonitor } from '../schema/modelMonitor.ts';
import { createValidator } from '../validation/validate.ts';
import { captureStoreOf } from './captureStore.ts';
import { type Placement, podPlacement } from './placement.ts';
import { planFor } from './planFor.ts';

const laptop: Placement = { configDirectory: 'config', host: '127.0.0.1', port: 8000, dataDirectory: 'data' };
const { dataDirectory: _, ...noData } = laptop;
const file = { kind: 'file', directory: 'data', path: 'data/predictions.sqlite' };
const volume = '/var/lib/modelmonitor-store/wine';
const postgres = { kind: 'postgres', urlPath: 'secrets/log-app/uri', authoritiesPath: undefined, synchronousCommit: true };
const database = { 'spec.capture.store': 'postgres', 'spec.capture.postgres': { secretRef: { name: 'log-app' } } };
const validate = createValidator();

function monitorWith(changes: Readonly<Record<string, unknown>>): ModelMonitor {
  const base = {
    'spec.capture.store': undefined,
    'spec.serving.replicas': 1,
    'spec.serving.autoscale': undefined,
    'metadata.name': 'wine',
  };
  const { monitor, problems } = validate(exampleMonitor({ ...base, ...changes }));
  if (monitor === undefined) throw new Error(JSON.stringify(problems));
  return monitor;
}

test.each([
  { name: 'nothing on a laptop', changes: {}, placement: laptop, store: file },
  { name: 'nothing where the process keeps nothing', changes: {}, placement: noData, store: { kind: 'buffer' } },
  { name: 'nothing in a cluster', changes: {}, placement: podPlacement, store: { kind: 'buffer' } },
  { name: 'the buffer on a laptop', changes: { 'spec.capture.store': 'buffer' }, placement: laptop, store: { kind: 'buffer' } },
  {
    name: 'a file in a cluster with a volume',
    changes: { 'spec.capture.store': 'file', 'spec.capture.volumeClaim': 'rows' },
    placement: podPlacement,
    store: { kind: 'file', directory: volume, path: `${volume}/predictions.sqlite` },
  },
  {
    name: 'PostgreSQL in a cluster',
    changes: database,
    placement: podPlacement,
    store: { ...postgres, directory: undefined },
  },
  {
    name: 'PostgreSQL in a cluster with a volume',
    changes: { ...database, 'spec.capture.volumeClaim': 'rows' },
    placement: podPlacement,
    store: { ...postgres, directory: volume },
  },
  {
    name: 'PostgreSQL on a laptop',
    changes: database,
    placement: laptop,
    store: { ...postgres, directory: 'data' },
  },
])('$name', ({ changes, placement, store }) => {
  expect(captureStoreOf(monitorWith(changes), placement)).toEqual(store);
});

test.each([
  { changes: {}, problem: 'a file needs capture.volumeClaim' },
  {
    changes: { 'spec.capture.volumeClaim': 'rows', 'spec.serving.replicas': 2 },
    problem: 'a file has one writer, and serving.replicas is 2',
  },
  {
    changes: { 'spec.capture.volumeClaim': 'rows', 'spec.serving.autoscale': { minReplicas: 1, maxReplicas: 3 } },
    problem: 'a file has one writer, and serving.autoscale may start several pods',
  },
])('a file that a cluster cannot write leaves the rows in the buffer, and the plan says why: $problem', ({ changes, problem }) => {
  const monitor = monitorWith({ ...changes, 'spec.capture.store': 'file' });
  const { store, unsupported } = planFor(monitor);
  expect(store).toEqual({ kind: 'buffer' });
  expect(unsupported).toContainEqual({
    path: 'spec.capture.store',
    reason: 'RowsInBuffer',
    message: `rows stay in the buffer of each pod: ${problem}`,
  });
  expect(planFor(monitor, laptop).store).toEqual(file);
});

test('a volume without a store that uses it is reported in a cluster', () => {
  const { unsupported } = planFor(monitorWith({ 'spec.capture.volumeClaim': 'rows' }));
  expect(unsupported).toEqual([expect.objectContaining({ path: 'spec.capture.volumeClaim', reason: 'RowsInBuffer' })]);
});

test('a check reads the store itself where there is one', () => {
  const argvOf = (changes: Readonly<Record<string, unknown>>) => planFor(monitorWith(changes)).drift.argv.join(' ');
  expect(argvOf({})).toContain('--pods');
  expect(argvOf(database)).toContain('--store postgres --configmap');
  expect(argvOf({ 'spec.capture.store': 'file', 'spec.capture.volumeClaim': 'rows' })).toContain(
    `--store file:${volume}/predictions.sqlite`,
  );
  expect(argvOf(database)).not.toContain('--pods');
});

test('a window with more rows than the buffer of a pod holds is named, and a long check has an hour', () => {
  const wide = { 'spec.drift.window.maxRows': 5_000_000 };
  const { unsupported, drift } = planFor(monitorWith(wide));
  expect(unsupported).toContainEqual({
    path: 'spec.drift.window.maxRows',
    reason: 'RowsInBuffer',
    message: 'a check compares fewer rows: the buffer of a pod holds capture.maxRows (5000) of the 5000000',
  });
  expect(drift.timeoutSeconds).toBe(3600);
  expect(planFor(monitorWith(wide), laptop).unsupported.map(({ path }) => path)).not.toContain('spec.drift.window.maxRows');
  expect(planFor(monitorWith({ ...wide, ...database })).unsupported).toEqual([]);
  expect(planFor(monitorWith({})).drift.timeoutSeconds).toBe(300);
});

test('a volume is an argument of the predictor, so that a new one means new pods', () => {
  const without = planFor(monitorWith({}));
  const mounted = planFor(monitorWith({ 'spec.capture.volumeClaim': 'rows' }));
  expect(mounted.predictor.argv).toEqual([...without.predictor.argv, '--store-directory', '/var/lib/modelmonitor-store']);
  expect(mounted.hash).not.toBe(without.hash);
});
