import type { Window } from '../../../tables/src/window/window.ts';

/** A row of `podMonitor` that a pod captured. */
export interface PodRow {
  readonly time: number;
  readonly id: string;
  readonly alcohol?: number;
  readonly grape?: string | null;
}

const classes = ['red', 'white'];

/** Rows as a pod that serves `podMonitor` sends them, in the order of its columns, for tests. */
export function podWindow(rows: readonly PodRow[], changes: Partial<Window> = {}): Window {
  const numbers = (value: (row: PodRow) => number) => Float64Array.from(rows, value);
  return {
    monitor: { namespace: 'default', name: 'wine' },
    rows: rows.length,
    columns: [
      { role: 'feature', name: 'alcohol', type: 'numeric', values: numbers(({ alcohol }) => alcohol ?? Number.NaN) },
      { role: 'feature', name: 'grape', type: 'categorical', values: rows.map(({ grape }) => grape ?? null) },
      { role: 'prediction', name: 'prediction', type: 'categorical', values: rows.map(() => 'red') },
      ...classes.map((name, index) => ({ role: 'probability', name, type: 'numeric', values: numbers(() => 1 - index) }) as const),
      { role: 'actual', name: 'actual', type: 'categorical', values: rows.map(() => null) },
      { role: 'version', name: 'version', type: 'categorical', values: rows.map(() => 'v1') },
      { role: 'id', name: 'id', type: 'categorical', values: rows.map(({ id }) => id) },
      { role: 'time', name: 'time', type: 'numeric', values: numbers(({ time }) => time) },
    ],
    ...changes,
  };
}
