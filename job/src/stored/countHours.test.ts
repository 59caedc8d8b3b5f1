import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CountingStore, openStore } from '@modelmonitor/store';
import { tableDataSet } from '@modelmonitor/tables';
import { RowCounter } from '@modelmonitor/tables/counted';
import { podMonitor } from '../pods/podMonitor.ts';
import { countHours } from './countHours.ts';
import { rowsOfStore } from './rowsOfStore.ts';
import { batchOfRows, testRows } from './testStoredRows.ts';

const now = Date.UTC(2026, 5, 1, 12, 30);
const hour = 3_600_000;
const columns = [
  { name: 'alcohol', type: 'numeric' },
  { name: 'grape', type: 'categorical' },
] as const;

let directory: string;
let store: CountingStore;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'modelmonitor-hours-'));
  const settings = { kind: 'file', path: join(directory, 'p.sqlite'), monitor: { namespace: 'default', name: 'wine' } } as const;
  store = await openStore(settings, { now: () => now, log: () => undefined });
  // A row per second until the end: five hours and a half.
  const rows = testRows(19_800, { end: now });
  for (let first = 0, number = 1; first < rows.length; first += 5000, number++)
    await store.append(batchOfRows(rows.slice(first, first + 5000), number));
});
afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

const reference = tableDataSet({
  rows: 1000,
  columns: [
    { name: 'alcohol', type: 'numeric', values: Float64Array.from({ length: 1000 }, (_, row) => 10 + (row % 101) / 20) },
    { name: 'grape', type: 'categorical', values: Array.from({ length: 1000 }, (_, row) => ['barbera', 'dolcetto'][row % 2] ?? null) },
  ],
});

function monitorOf({ maxAge = '30d', maxRows = 1_000_000 } = {}) {
  const monitor = structuredClone(podMonitor({ maxRows }));
  monitor.spec.drift.window = { maxRows, maxAge, minRows: 1, counts: 'hours' };
  return monitor;
}

/** Counts, and the hours whose rows were read for them. */
async function counts(options: Parameters<typeof monitorOf>[0] = {}) {
  const read: number[] = [];
  const found = await countHours(store, {
    monitor: monitorOf({ maxAge: '5h', ...options }),
    now,
    reference,
    startCounts: (range) => {
      read.push((range.from ?? 0) / hour);
      return store.startCounting(range, columns);
    },
  });
  return { ...found, read: read.map((start) => start - now / hour + 0.5).sort((a, b) => a - b) };
}

test('closed hours of the window are counted once, and add up to its rows', async () => {
  const first = await counts();
  expect(first).toMatchObject({ hours: 4, from: now - 4.5 * hour, to: now - 0.5 * hour, read: [-4, -3, -2, -1] });
  const rows = await store.countRows({ from: now - 4.5 * hour, to: now - 0.5 * hour });
  expect(first.counts.rows).toBe(rows.rows + rows.refused);
  expect(Object.fromEntries(first.counts.facts)).toMatchObject({ rows: rows.rows, refused: rows.refused, labelled: 0 });
  const again = await counts();
  expect(again.read).toEqual([]);
  expect(again.counts).toEqual(first.counts);
});

test('the newest hours count, as far as they have the rows of the window', async () => {
  expect(await counts({ maxRows: 5000 })).toMatchObject({ hours: 2, from: now - 2.5 * hour });
});

test('another reference has other edges, and hours are counted again', async () => {
  await counts();
  const plan = {
    monitor: monitorOf({ maxAge: '3h' }),
    now,
    reference: tableDataSet({ rows: 2, columns: [{ name: 'alcohol', type: 'numeric', values: Float64Array.of(1, 2) }] }),
  };
  let started = 0;
  const source = new RowCounter([], async function* () {});
  await countHours(store, { ...plan, startCounts: async () => ({ source, end: () => Promise.resolve(void started++) }) });
  expect(started).toBe(2);
});

test('a window without a closed hour has none', async () => {
  expect(await counts({ maxAge: '30m' })).toMatchObject({ hours: 0, from: null, to: null });
});

test('a check counts hours only where the rows do not fit into memory', async () => {
  const keys = async (most: number) => Object.keys(await rowsOfStore(store, { monitor: monitorOf(), now, most }));
  expect(await keys(1000)).toContain('countHours');
  expect(await keys(200_000)).not.toContain('countHours');
});
