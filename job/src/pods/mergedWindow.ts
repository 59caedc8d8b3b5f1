import type { Window, WindowAccount, WindowColumn, WindowRows } from '@modelmonitor/tables';
import { mostRefusedRows } from '@modelmonitor/tables/window';
import { columnOfRole } from '../check/recentWindow.ts';
import { columnKey } from './windowColumns.ts';

/**
 * The newest rows of several windows as one, ordered by time: the window one pod would have had that answered everything. Rows of the
 * same time keep the order of their windows. Every value is copied once, and only if its row is kept. Refused rows are merged alike.
 *
 * @param windows at least one; each with the same columns, in whatever order, and with finite times
 * @param maxRows newest rows to keep
 */
export function mergedWindow(windows: readonly Window[], maxRows: number): Window {
  const [first] = windows;
  if (first === undefined) throw new RangeError('mergedWindow needs windows, got none');
  const { rows, columns } = mergeRows(windows, maxRows);
  const refused = windows.flatMap((window) => window.refused ?? []);
  const others = refused.length === 0 ? {} : { refused: mergeRows(refused, mostRefusedRows(maxRows)) };
  const accounts = windows.flatMap(({ account }) => account ?? []);
  return { monitor: first.monitor, rows, columns, ...others, ...(accounts.length === 0 ? {} : { account: sumAccounts(accounts) }) };
}

function sumAccounts(accounts: readonly WindowAccount[]): WindowAccount {
  const missing = new Map<string, number>();
  for (const [reason, rows] of accounts.flatMap((account) => Object.entries(account.missing)))
    missing.set(reason, (missing.get(reason) ?? 0) + rows);
  return { seen: accounts.reduce((sum, { seen }) => sum + seen, 0), missing: Object.fromEntries(missing) };
}

function mergeRows(windows: readonly WindowRows[], maxRows: number): WindowRows {
  const [first, ...others] = windows as readonly [WindowRows, ...WindowRows[]];
  if (others.length === 0 && first.rows <= maxRows && isOrdered(timesOf(first))) return first;
  const kept = newestRows(windows.map(timesOf), maxRows);
  const byKey = windows.map(({ columns }) => new Map(columns.map((column) => [columnKey(column), column])));
  return {
    rows: kept.rows.length,
    columns: first.columns.map((column) => {
      const parts = byKey.map((columns) => columns.get(columnKey(column)));
      return gatherColumn(column, parts, kept);
    }),
  };
}

/** Rows to keep, oldest first: which window each is from, and which row of it. */
interface KeptRows {
  readonly windows: Uint32Array;
  readonly rows: Uint32Array;
}

/** Merges from the newest end, so that rows that are too old are not even looked at. */
function newestRows(times: readonly Float64Array[], maxRows: number): KeptRows {
  const orders = times.map(orderOf);
  const left = times.map(({ length }) => length);
  const total = left.reduce((sum, length) => sum + length, 0);
  const kept = { windows: new Uint32Array(Math.min(maxRows, total)), rows: new Uint32Array(Math.min(maxRows, total)) };
  for (let place = kept.rows.length - 1; place >= 0; place--) {
    let newest = -1;
    let newestTime = Number.NEGATIVE_INFINITY;
    for (let window = 0; window < times.length; window++) {
      const row = (left[window] as number) - 1;
      if (row < 0) continue;
      const time = (times[window] as Float64Array)[orders[window]?.[row] ?? row] as number;
      if (newest >= 0 && time < newestTime) continue;
      newest = window;
      newestTime = time;
    }
    const row = (left[newest] as number) - 1;
    left[newest] = row;
    kept.windows[place] = newest;
    kept.rows[place] = orders[newest]?.[row] ?? row;
  }
  return kept;
}

/** Rows by their time; undefined when they are in that order already, as they are unless the clock of the pod was set back. */
function orderOf(times: Float64Array): Uint32Array | undefined {
  if (isOrdered(times)) return undefined;
  return Uint32Array.from(times.keys()).sort((one, other) => (times[one] as number) - (times[other] as number) || one - other);
}

function isOrdered(times: Float64Array): boolean {
  for (let row = 1; row < times.length; row++) if ((times[row] as number) < (times[row - 1] as number)) return false;
  return true;
}

function timesOf(window: WindowRows): Float64Array {
  const times = columnOfRole(window, 'time');
  if (times?.type !== 'numeric') throw new RangeError('mergedWindow needs a numeric column of times in every window');
  return times.values;
}

function gatherColumn(column: WindowColumn, parts: readonly (WindowColumn | undefined)[], { windows, rows }: KeptRows): WindowColumn {
  if (column.type === 'numeric') {
    const sources = parts.map((part) => part?.values as Float64Array);
    const values = new Float64Array(rows.length);
    for (let row = 0; row < rows.length; row++) values[row] = sources[windows[row] as number]?.[rows[row] as number] as number;
    return { ...column, values };
  }
  const sources = parts.map((part) => part?.values as readonly (string | null)[]);
  return { ...column, values: Array.from(rows, (from, row) => sources[windows[row] as number]?.[from] ?? null) };
}
