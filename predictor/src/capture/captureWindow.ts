import type { Window, WindowColumn, WindowRows } from '@modelmonitor/tables';
import { mostRefusedRows } from '@modelmonitor/tables/window';
import type { Capture } from './capture.ts';
import type { CaptureRing, StoredRow } from './captureRing.ts';

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
  const words = (cell: number, list: readonly string[]) => textsOf(numbers(cell), list);
  const answer = (role: 'prediction' | 'actual', cell: number): WindowColumn =>
    contract.task === 'classification'
      ? { role, name: role, type: 'categorical', values: words(cell, contract.classes) }
      : { role, name: role, type: 'numeric', values: numbers(cell) };
  const probabilities = contract.classes.map(
    (name, index): WindowColumn => ({ role: 'probability', name, type: 'numeric', values: numbers(layout.probabilities + index) }),
  );
  return {
    monitor,
    rows,
    columns: [
      ...featureColumns(capture, ring, rows),
      answer('prediction', layout.prediction),
      ...probabilities,
      answer('actual', layout.actual),
      { role: 'version', name: 'version', type: 'categorical', values: words(layout.version, versions) },
      { role: 'id', name: 'id', type: 'categorical', values: Array.from(numbers(layout.sequence), ids.idOf) },
      { role: 'time', name: 'time', type: 'numeric', values: numbers(layout.time) },
    ],
    ...partOfRefused(capture, { maxRows, now }),
  };
}

/** The newest refused rows, if there are any. */
function partOfRefused(capture: Capture, { maxRows, now }: Pick<WindowBounds, 'maxRows' | 'now'>): { refused?: WindowRows } {
  const { ring: refused } = capture.refused;
  refused.expire(now);
  const rows = Math.min(mostRefusedRows(maxRows), refused.size);
  if (rows === 0) return {};
  const times = refused.column(refused.layout.time, rows);
  const columns = [...featureColumns(capture, refused, rows), { role: 'time', name: 'time', type: 'numeric', values: times } as const];
  return { refused: { rows, columns } };
}

function featureColumns({ contract, unseen }: Capture, ring: CaptureRing<StoredRow>, rows: number): WindowColumn[] {
  return ring.layout.kept.map((feature, cell): WindowColumn => {
    const { name, type } = contract.features[feature] as Capture['contract']['features'][number];
    const values = ring.column(cell, rows);
    return type === 'categorical'
      ? { role: 'feature', name, type, values: textsOf(values, unseen.categoriesOf(feature)) }
      : { role: 'feature', name, type, values };
  });
}

function textsOf(indices: Float64Array, list: readonly string[]): (string | null)[] {
  return Array.from(indices, (index) => list[index] ?? null);
}
