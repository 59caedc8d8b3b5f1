import type { Window, WindowColumn, WindowRole, WindowRows } from '@modelmonitor/tables';
import type { Capture } from './capture.ts';
import { placeOf } from './keepRows.ts';

/**
 * Restores the rows of a window before the first row is captured, into a capture that was created with the ids of its windows.
 *
 * @throws Error when the snapshot belongs to another monitor or another model
 */
export function restoreWindow(capture: Capture, window: Window, monitor: Window['monitor']): void {
  if (window.monitor.namespace !== monitor.namespace || window.monitor.name !== monitor.name) {
    throw new Error(
      `expected a snapshot of ${monitor.namespace}/${monitor.name}, got one of ${window.monitor.namespace}/${window.monitor.name}`,
    );
  }
  const features = featureReaders(capture, window);
  const prediction = columnOf(window, 'prediction');
  const actual = columnOf(window, 'actual');
  const answered = capture.contract.task === 'classification' ? 'categorical' : 'numeric';
  if (prediction.type !== answered) throw new Error(`expected a snapshot with ${answered} predictions, got ${prediction.type} ones`);
  const probabilities = capture.contract.classes.map((name) => columnOf(window, 'probability', name));
  const versions = columnOf(window, 'version');
  const times = columnOf(window, 'time');
  const answers = cellReader(capture.contract.classes);
  const { ring } = capture;
  for (let row = 0; row < window.rows; row++) {
    ring.push(Number(times.values[row]));
    const stored = ring.at(ring.size - 1);
    features.forEach((read, cell) => {
      stored[cell] = read(row);
    });
    stored[ring.layout.prediction] = answers(prediction, row);
    stored[ring.layout.actual] = answers(actual, row);
    probabilities.forEach((column, index) => {
      stored[ring.layout.probabilities + index] = Number(column.values[row]);
    });
    stored[ring.layout.time] = Number(times.values[row]);
    stored[ring.layout.version] = placeOf(capture.versions, String(versions.values[row]));
    stored[ring.layout.sequence] = capture.ids.takeRestored();
  }
  if (window.refused !== undefined) restoreRefused(capture, window.refused);
}

function restoreRefused(capture: Capture, rows: WindowRows): void {
  const features = featureReaders(capture, rows);
  const times = columnOf(rows, 'time');
  const { ring: refused } = capture.refused;
  for (let row = 0; row < rows.rows; row++) {
    const time = Number(times.values[row]);
    const start = refused.push(time);
    for (const [cell, read] of features.entries()) refused.cells[start + cell] = read(row);
    refused.cells[start + refused.layout.time] = time;
  }
}

/** Reads the features of a row, in the order of the stored row. */
function featureReaders({ contract, ring, unseen }: Capture, window: WindowRows): ((row: number) => number)[] {
  const expected = ring.layout.kept.map((index) => contract.features[index] as Capture['contract']['features'][number]);
  const columns = window.columns.filter(({ role }) => role === 'feature');
  const describe = (list: readonly { name: string; type: string }[]) => list.map(({ name, type }) => `${name} (${type})`).join(', ');
  if (describe(expected) !== describe(columns))
    throw new Error(`expected a snapshot with the features ${describe(expected)}, got ${describe(columns)}`);
  return ring.layout.kept.map((feature, index) => {
    const { type, values } = columns[index] as WindowColumn;
    if (type === 'numeric') return (row) => Number(values[row]);
    return (row) => {
      const category = values[row] ?? null;
      return category === null ? Number.NaN : unseen.codeOf(feature, String(category));
    };
  });
}

function columnOf(window: WindowRows, role: WindowRole, name?: string): WindowColumn {
  const found = window.columns.find((column) => column.role === role && (name === undefined || column.name === name));
  if (found === undefined) throw new Error(`expected a snapshot with a column ${role}${name === undefined ? '' : ` ${name}`}, got none`);
  return found;
}

function cellReader(categories: readonly string[]): (column: WindowColumn, row: number) => number {
  return ({ values, type }, row) => {
    const value = values[row];
    if (type === 'numeric') return Number(value);
    const index = categories.indexOf(value as string);
    return index >= 0 ? index : Number.NaN;
  };
}

/** Ids of a snapshot's rows, in order. */
export function snapshotIds(window: Window): string[] {
  return Array.from(columnOf(window, 'id').values, String);
}
