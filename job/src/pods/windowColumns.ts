import type { ModelMonitor } from '@modelmonitor/api';
import type { WindowColumn, WindowRows } from '@modelmonitor/tables';
import { visibleFeatures } from '../check/reference.ts';

/** What tells columns apart, and what has to agree for rows of two windows to lie in one. */
type ColumnKind = Pick<WindowColumn, 'role' | 'name' | 'type'>;

/** The columns that a pod's window has when the pod serves this monitor. */
export function windowColumns(monitor: ModelMonitor): ColumnKind[] {
  const { task, features, target } = monitor.spec.model;
  const visible = new Set(visibleFeatures({ monitor }));
  const answer = task === 'classification' ? 'categorical' : 'numeric';
  return [
    ...features.filter(({ name }) => visible.has(name)).map(({ name, type }) => ({ role: 'feature', name, type }) as const),
    { role: 'prediction', name: 'prediction', type: answer },
    ...(target.classes ?? []).map((name) => ({ role: 'probability', name, type: 'numeric' }) as const),
    { role: 'actual', name: 'actual', type: answer },
    { role: 'version', name: 'version', type: 'categorical' },
    { role: 'id', name: 'id', type: 'categorical' },
    { role: 'time', name: 'time', type: 'numeric' },
  ];
}

/** The columns of the refused rows of such a window. */
export function columnsOfRefused(monitor: ModelMonitor): ColumnKind[] {
  return windowColumns(monitor).filter(({ role }) => role === 'feature' || role === 'time');
}

/** A key for a column that no other column of a window has. */
export function columnKey({ role, name, type }: ColumnKind): string {
  return JSON.stringify([role, type, name]);
}

/** Describes how the columns of a window differ from the expected ones; undefined if they are the same. */
export function columnDifference({ columns }: WindowRows, expected: readonly ColumnKind[]): string | undefined {
  const [had, needed] = [new Map(columns.map(keyAndText)), new Map(expected.map(keyAndText))];
  const missing = [...needed].filter(([key]) => !had.has(key)).map(([, name]) => name);
  const unexpected = [...had].filter(([key]) => !needed.has(key)).map(([, name]) => name);
  if (missing.length === 0 && unexpected.length === 0) return columns.length === expected.length ? undefined : 'has a column twice';
  return [listText('lacks', missing), listText('has', unexpected)].filter((part) => part !== '').join(', ');
}

function keyAndText(column: ColumnKind): [key: string, name: string] {
  return [columnKey(column), `${column.role} ${JSON.stringify(column.name)} (${column.type})`];
}

/** More names would make a warning too long to read. */
const mostListed = 3;

function listText(verb: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > mostListed ? ` and ${names.length - mostListed} more` : '';
  return `${verb} ${names.slice(0, mostListed).join(', ')}${more}`;
}
