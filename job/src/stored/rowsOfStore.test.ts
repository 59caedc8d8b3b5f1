import { join } from 'node:path';
import type { CountingStore } from '@modelmonitor/store';
import { encodeWindow } from '@modelmonitor/tables/window';
import { checkJob } from '../check/checkJob.ts';
import { readConfiguration } from '../check/configuration.ts';
import { podMonitor } from '../pods/podMonitor.ts';
import { rowsOfStore } from './rowsOfStore.ts';
import { checkCounts, createTestCheck, keepRows, now, openTestFile, type TestCheck, withoutSource } from './testStoredCheck.ts';
import { testRows, windowOfRows } from './testStoredRows.ts';

let check: TestCheck;
let store: CountingStore;
const path = () => join(check.directory, 'p.sqlite');

beforeEach(async () => {
  check = createTestCheck();
  store = await openTestFile(path());
});
afterEach(async () => {
  await store.close();
  await check.remove();
});

test('the report of a store has the bytes of one of the same rows in a buffer, but for where they are from', async () => {
  check.configure();
  const rows = testRows(2000, { end: now - 60_000, shift: 0.4 });
  await keepRows(store, rows);
  await store.close();
  const stored = await check.report(['--store', `file:${path()}`]);
  const buffered = await check.report([], encodeWindow(windowOfRows(rows)));
  expect(stored.current).toMatchObject({ source: 'file', seen: 2000, missing: [] });
  expect(buffered.current.source).toBe('buffer');
  expect(withoutSource(stored) === withoutSource(buffered)).toBe(true);
  expect(stored).toMatchObject({
    verdict: 'drifted',
    model: { versions: { v1: 1584, v2: 396 } },
    current: { rows: 2000, refused: 20, labelled: 990, sampled: 1 },
    performance: { rows: { current: 990 } },
    concept_drift: { rows: 990 },
  });
  expect(stored.segments?.map(({ name }) => name)).toEqual(['grape=dolcetto', 'grape=barbera', 'version=v2']);
});

test('only rows of the window are compared: the newest, and not older than its age', async () => {
  check.configure((spec) => {
    spec.drift.window = { maxRows: 300, maxAge: '10m', minRows: 1 };
  });
  await keepRows(store, testRows(2000, { end: now }));
  const monitor = podMonitor({ maxRows: 300 });
  const byRows = await rowsOfStore(store, { monitor, now });
  expect([byRows.window.rows, byRows.seen]).toEqual([300, 2000]);
  const byAge = await rowsOfStore(store, {
    monitor: {
      ...monitor,
      spec: { ...monitor.spec, drift: { ...monitor.spec.drift, window: { maxRows: 5000, maxAge: '10m', minRows: 1 } } },
    },
    now,
  });
  expect([byAge.window.rows + (byAge.window.refused?.rows ?? 0), byAge.seen]).toEqual([600, 600]);
});

test('of more rows than memory takes, columns are compared by counts as all rows would be, and a sample gives the rest', async () => {
  check.configure();
  await keepRows(store, testRows(3500, { end: now - 60_000, shift: 0.1 }));
  await checkCounts(store, check);
});

test('counts of hours give the verdicts of their rows, and the report says so', async () => {
  check.configure((spec) => {
    spec.drift.window = { maxRows: 1_000_000, maxAge: '5h', minRows: 1, counts: 'hours' };
  });
  await keepRows(store, testRows(14_000, { end: now - 60_000, shift: 0.4 }));
  const configuration = await readConfiguration({ configDirectory: check.directory }, { now: () => now, random: () => 0 } as never);
  const { monitor } = configuration;
  const run = async () => {
    const collected = await rowsOfStore(store, { monitor, now, most: 1000 });
    return checkJob({ configuration, rows: collected, now: new Date(now) });
  };
  const report = await run();
  const ofHours = await store.countRows({ from: now - 5 * 3_600_000, to: now - 3_600_000 });
  expect(report).toMatchObject({
    verdict: 'drifted',
    model: { versions: { v1: (await store.countRows({ from: now - 5 * 3_600_000, to: now - 3_600_000, version: 'v1' })).rows } },
    current: {
      seen: ofHours.rows + ofHours.refused,
      sections_rows: 1000,
      from: new Date(now - 4 * 3_600_000).toISOString(),
      to: new Date(now - 3_600_000).toISOString(),
    },
  });
  expect(report.features['alcohol']).toMatchObject({ verdict: 'drifted', method: 'wasserstein' });
  expect(report.warnings).toContain(
    'features were compared by the counts of 3 closed hours from 2026-06-01T08:00:00.000Z to 2026-06-01T11:00:00.000Z: exactly at values of the reference, and between two of these to 1.0 % of the rows; labels count as of when an hour was counted',
  );
  expect(JSON.stringify(await run())).toBe(JSON.stringify(report));
});

test('an empty store is a window without rows, whose verdict is unknown', async () => {
  check.configure();
  await store.close();
  const stored = await check.report(['--store', `file:${path()}`]);
  const buffered = await check.report([], encodeWindow(windowOfRows([])));
  expect(stored).toMatchObject({ verdict: 'unknown', current: { rows: 0, seen: 0, labelled: 0 } });
  expect(withoutSource(stored)).toBe(withoutSource(buffered));
});

test('a feature that was redacted after its rows were stored is in no part of the report', async () => {
  check.configure((spec) => {
    spec.capture.redact = ['secret', 'alcohol'];
  });
  await keepRows(store, testRows(400, { end: now }));
  await store.close();
  const report = await check.report(['--store', `file:${path()}`]);
  expect(Object.keys(report.features)).toEqual(['grape']);
  expect(report.segments?.flatMap(({ features }) => Object.keys(features))).toEqual(['grape']);
  expect(JSON.stringify(report).match(/alcohol/g)).toHaveLength(1);
});

test('rows that writers lost are named with their reasons', async () => {
  check.configure();
  await keepRows(store, testRows(400, { end: now }));
  const account = {
    writer: 'w1',
    startedAt: 1,
    recordedAt: now - 120_000,
    isClosed: false,
    seen: 0,
    written: 0,
    queued: 7,
    dropped: {},
    failed: {},
  };
  await store.recordAccount({ ...account, dropped: { queue_full: 30 }, failed: { refused: 2 } });
  await store.recordAccount({ ...account, writer: 'w2', recordedAt: now - 1000, dropped: { queue_full: 10 } });
  await store.recordAccount({ ...account, writer: 'w3', recordedAt: now - 7_200_000, dropped: { queue_full: 500 } });
  const { missing } = await rowsOfStore(store, { monitor: podMonitor(), now });
  expect(missing).toEqual([
    { reason: 'queue_full', rows: 40 },
    { reason: 'refused', rows: 2 },
    { reason: 'process_killed', rows: 7 },
  ]);
});
