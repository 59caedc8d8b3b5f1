import { durationMilliseconds, type ModelMonitor } from '@modelmonitor/api/plain';
import { type CountingStore, pageWindow, type RowCounts, type RowRange, type StartedCounting } from '@modelmonitor/store';
import type { Window } from '@modelmonitor/tables';
import type { CollectedRows, CountedRows } from '../check/collectedRows.ts';
import { rowsByVersion } from '../check/recentWindow.ts';
import { visibleFeatures } from '../check/reference.ts';
import { windowColumns } from '../pods/windowColumns.ts';
import { countHours } from './countHours.ts';
import { missingRows } from './missingRows.ts';

/** Rows that a check holds in memory; of more, columns are counted, and the rest is from a sample. */
const mostInMemory = 200_000;
/** Rows of that sample, or a fifth fewer: all that is computed of them is as good, and takes a quarter of the memory. */
const sampleRows = 50_000;
/** Newest rows beside counts of hours: a check by these takes a second or two. */
const hourSampleRows = 20_000;

export interface StoredRowsOptions {
  readonly monitor: ModelMonitor;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Rows that a check holds in memory, for tests. */
  readonly most?: number;
}

/** The newest rows of a store, by `spec.drift.window`. */
export async function rowsOfStore(store: CountingStore, { monitor, now, most = mostInMemory }: StoredRowsOptions): Promise<CollectedRows> {
  const { maxRows, maxAge } = monitor.spec.drift.window;
  const from = now - durationMilliseconds(maxAge);
  if (monitor.spec.drift.window.counts === 'hours') {
    const collected = await rowsByHours(store, { monitor, now, from, most: Math.min(most, hourSampleRows) });
    if (collected !== undefined) return collected;
  }
  const [seen, ledger] = [await store.countRows({ from }), await store.readLedger()];
  const found = {
    source: store.kind === 'file' ? 'file' : 'PostgreSQL',
    warnings: [],
    seen: seen.rows + seen.refused,
    missing: missingRows(ledger, { since: from, now }),
  };
  if (Math.min(seen.rows, maxRows) <= most)
    return { ...found, window: visibleWindow(await store.readWindow({ from }, Math.min(maxRows, most)), monitor) };
  const range = seen.rows <= maxRows ? { from } : await store.newestRange({ from }, maxRows);
  const counts = await store.countRows(range);
  const every = Math.ceil((counts.rows + counts.refused) / Math.min(most, sampleRows));
  const sample = store.readPages({ ...range, every });
  const window = visibleWindow(await pageWindow(sample, { monitor: monitor.metadata, maxRows: most }), monitor);
  return { ...found, window, counted: await countRowsIn(store, { range, counts, window, monitor }) };
}

/** The newest rows, and counts of hours of all; undefined where the rows fit into memory. */
async function rowsByHours(
  store: CountingStore,
  { monitor, now, from, most }: { monitor: ModelMonitor; now: number; from: number; most: number },
): Promise<CollectedRows | undefined> {
  const newest = await store.readWindow({ from }, Math.min(monitor.spec.drift.window.maxRows, most));
  if (newest.rows < most) return undefined;
  return {
    source: store.kind === 'file' ? 'file' : 'PostgreSQL',
    warnings: [],
    missing: missingRows(await store.readLedger(), { since: from, now }),
    window: visibleWindow(newest, monitor),
    countHours: (reference) => countHours(store, { monitor, now, reference, startCounts: (range) => startCounts(store, range, monitor) }),
  };
}

async function countRowsIn(
  store: CountingStore,
  { range, counts, window, monitor }: { range: RowRange; counts: RowCounts; window: Window; monitor: ModelMonitor },
): Promise<CountedRows> {
  const versions: [string, number][] = [];
  const names = new Set([...Object.keys(rowsByVersion(window)), ...monitor.spec.model.versions.map(({ name }) => name)]);
  for (const version of names) versions.push([version, (await store.countRows({ ...range, version })).rows]);
  const predicted = versions.filter(([, rows]) => rows > 0);
  return { ...(await startCounts(store, range, monitor)), ...counts, versions: Object.fromEntries(predicted) };
}

/** Counts features where the rows are. */
async function startCounts(store: CountingStore, range: RowRange, monitor: ModelMonitor): Promise<StartedCounting> {
  const visible = new Set(visibleFeatures({ monitor }));
  const columns = monitor.spec.model.features.filter(({ name }) => visible.has(name)).map(({ name, type }) => ({ name, type }));
  return store.startCounting(range, columns);
}

/** A window without features that have been redacted since it was stored; without rows, with the columns that rows would have. */
function visibleWindow(window: Window, monitor: ModelMonitor): Window {
  const visible = new Set(visibleFeatures({ monitor }));
  const isVisible = ({ role, name }: Window['columns'][number]) => role !== 'feature' || visible.has(name);
  const { refused } = window;
  return {
    ...window,
    columns: window.columns.length === 0 ? emptyColumns(monitor) : window.columns.filter(isVisible),
    ...(refused === undefined ? {} : { refused: { ...refused, columns: refused.columns.filter(isVisible) } }),
  };
}

function emptyColumns(monitor: ModelMonitor): Window['columns'] {
  return windowColumns(monitor).map(({ role, name, type }) =>
    type === 'numeric' ? { role, name, type, values: new Float64Array() } : { role, name, type, values: [] },
  );
}
