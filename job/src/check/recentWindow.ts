import type { Column, Window, WindowColumn, WindowRole, WindowRows } from '@modelmonitor/tables';
import { mostRefusedRows } from '@modelmonitor/tables/window';

export interface WindowLimits {
  readonly maxRows: number;
  /** Oldest time that counts, in milliseconds since 1970. */
  readonly since: number;
}

/**
 * The newest rows of a window: those not older than the limit, then at most so many. A window without times has no age. Rows that follow
 * one another, as in a window ordered by time, are not copied: the outcome shares its numbers with the window.
 */
export function recentWindow(window: Window, { maxRows, since }: WindowLimits): Window {
  const { monitor, refused } = window;
  const captured = recentRows(window, { maxRows, since });
  const young = refused === undefined ? undefined : recentRows(refused, { maxRows: mostRefusedRows(maxRows), since });
  return { monitor, ...captured, ...(young === undefined || young.rows === 0 ? {} : { refused: young }) };
}

function recentRows(window: WindowRows, { maxRows, since }: WindowLimits): WindowRows {
  const times = columnOfRole(window, 'time');
  const young = times?.type === 'numeric' ? rowsWhere(times.values, (time) => !(time < since)) : [...new Array(window.rows).keys()];
  const rows = young.slice(-maxRows);
  return { rows: rows.length, columns: window.columns.map((column) => takeRows(column, rows)) };
}

/** The column of a role; undefined when the window has none. */
export function columnOfRole({ columns }: WindowRows, role: WindowRole): Column | undefined {
  return columns.find((column) => column.role === role);
}

/** Oldest and newest time of the rows in ISO 8601; null without times. */
export function timeSpan(window: Window): { from: string | null; to: string | null } {
  const times = columnOfRole(window, 'time');
  const known = times?.type === 'numeric' ? times.values.filter(Number.isFinite) : new Float64Array();
  if (known.length === 0) return { from: null, to: null };
  const sorted = known.sort();
  return { from: isoTime(sorted[0]), to: isoTime(sorted.at(-1)) };
}

/** Rows of each version that answered. */
export function rowsByVersion(window: Window): Record<string, number> {
  const versions = columnOfRole(window, 'version');
  const counts = new Map<string, number>();
  if (versions?.type !== 'categorical') return {};
  for (const version of versions.values) if (version !== null) counts.set(version, (counts.get(version) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function rowsWhere(values: Float64Array, holds: (value: number) => boolean): number[] {
  const rows: number[] = [];
  for (const [row, value] of values.entries()) if (holds(value)) rows.push(row);
  return rows;
}

function takeRows(column: WindowColumn, rows: readonly number[]): WindowColumn {
  const [first = 0, last = -1] = [rows[0], rows.at(-1)];
  const follow = last - first === rows.length - 1;
  if (follow && column.type === 'numeric') return { ...column, values: column.values.subarray(first, last + 1) };
  return column.type === 'numeric'
    ? { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN) }
    : { ...column, values: rows.map((row) => column.values[row] ?? null) };
}

/** A time in ISO 8601; null where there is none. */
export function isoTime(milliseconds: number | null | undefined): string | null {
  const time = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
