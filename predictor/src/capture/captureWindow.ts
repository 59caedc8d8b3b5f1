import type { Window, WindowColumn } from '@modelmonitor/tables';
import type { Capture } from './capture.ts';

export interface WindowBounds {
  readonly monitor: Window['monitor'];
  /** Newest rows to take. */
  readonly maxRows: number;
  readonly now: number;
}

/** The newest captured rows as columns, oldest first: what a drift check compares and what a snapshot keeps. */
export function captureWindow(capture: Capture, { monitor, maxRows, now }: WindowBounds): Window {
  const { ring, contract, ids, versions } = capture;
  const { layout } = ring;
  ring.expire(now);
  const rows = Math.min(maxRows, ring.size);
  const numbers = (cell: number) => ring.column(cell, rows);
  const words = (cell: number, list: readonly string[]) => Array.from(numbers(cell), (index) => list[index] ?? null);
  const answer = (role: 'prediction' | 'actual', cell: number): WindowColumn =>
    contract.task === 'classification'
      ? { role, name: role, type: 'categorical', values: words(cell, contract.classes) }
      : { role, name: role, type: 'numeric', values: numbers(cell) };
  const features = layout.kept.map((feature, cell): WindowColumn => {
    const { name, type, categories } = contract.features[feature] as Capture['contract']['features'][number];
    return type === 'categorical'
      ? { role: 'feature', name, type, values: words(cell, categories) }
      : { role: 'feature', name, type, values: numbers(cell) };
  });
  const probabilities = contract.classes.map(
    (name, index): WindowColumn => ({ role: 'probability', name, type: 'numeric', values: numbers(layout.probabilities + index) }),
  );
  return {
    monitor,
    rows,
    columns: [
      ...features,
      answer('prediction', layout.prediction),
      ...probabilities,
      answer('actual', layout.actual),
      { role: 'version', name: 'version', type: 'categorical', values: words(layout.version, versions) },
      { role: 'id', name: 'id', type: 'categorical', values: Array.from(numbers(layout.sequence), ids.idOf) },
      { role: 'time', name: 'time', type: 'numeric', values: numbers(layout.time) },
    ],
  };
}
