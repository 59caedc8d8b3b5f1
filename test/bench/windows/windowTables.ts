import type { OutcomeTable } from '../outcome.ts';
import type { TableCounts } from './replayedTables.ts';
import type { ShapeCounts } from './windowTask.ts';
import type { WindowCell } from './windowTasks.ts';

const rowsText = (rows: number) => rows.toLocaleString('en-US');

/** Shares by the rules, in percent. */
function sharesText(counts: readonly number[] | undefined, of: number): string {
  return counts === undefined || of === 0 ? '–' : counts.map((count) => ((count / of) * 100).toFixed(1)).join(' / ');
}

function different(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/** Reference rows and features against rows of the window. */
export function falseAlarmTable(caption: string, cells: readonly WindowCell[], field: 'dataset' | 'anyFeature'): OutcomeTable {
  const windows = different(cells.map(({ windowRows }) => windowRows));
  const groups = Map.groupBy(cells, ({ referenceRows, features }) => `${referenceRows} ${features}`);
  return {
    caption,
    headers: ['reference rows', 'features', ...windows.map((rows) => `${rowsText(rows)} rows`)],
    rows: [...groups.values()].map((group) => [
      rowsText(group[0]?.referenceRows ?? 0),
      `${group[0]?.features}`,
      ...windows.map((rows) => {
        const cell = group.find(({ windowRows }) => windowRows === rows);
        return sharesText(cell?.[field], cell?.windows ?? 0);
      }),
    ]),
  };
}

/** Shapes against rows of the window. */
export function shapeTable(caption: string, shapes: readonly ShapeCounts[]): OutcomeTable {
  const windows = different(shapes.map(({ windowRows }) => windowRows));
  const groups = Map.groupBy(shapes, ({ shape }) => shape);
  return {
    caption,
    headers: ['shape', ...windows.map((rows) => `${rowsText(rows)} rows`)],
    rows: [...groups].map(([shape, counts]) => [
      shape,
      ...windows.map((rows) => {
        const found = counts.find(({ windowRows }) => windowRows === rows);
        return sharesText(found?.drifted, found?.windows ?? 0);
      }),
    ]),
  };
}

/** Reference rows and rows of the window against shifts. */
export function powerTable(caption: string, cells: readonly WindowCell[], field: 'foundFeatures' | 'dataset'): OutcomeTable {
  const moved = cells.filter(({ shift }) => shift !== 0);
  const shifts = different(moved.map(({ shift }) => shift));
  const groups = Map.groupBy(moved, ({ referenceRows, windowRows }) => `${referenceRows} ${windowRows}`);
  return {
    caption,
    headers: ['reference rows', 'rows of the window', ...shifts.map((shift) => `shift ${shift}`)],
    rows: [...groups.values()].map((group) => [
      rowsText(group[0]?.referenceRows ?? 0),
      rowsText(group[0]?.windowRows ?? 0),
      ...shifts.map((shift) => {
        const cell = group.find((one) => one.shift === shift);
        const of = (cell?.windows ?? 0) * (field === 'dataset' ? 1 : ((cell?.features ?? 0) * 2) / 3);
        return sharesText(cell?.[field], of);
      }),
    ]),
  };
}

/** Real tables and what they are compared with. */
export function replayTableOf(caption: string, tables: readonly TableCounts[]): OutcomeTable {
  return {
    caption,
    headers: ['table', 'rows', 'columns', 'compared with', 'data set drifted', 'a column drifted'],
    rows: tables.map(({ table, rows, columns, reference, dataset, anyFeature, windows }) => [
      table,
      rowsText(rows),
      `${columns}`,
      reference,
      sharesText(dataset, windows),
      sharesText(anyFeature, windows),
    ]),
  };
}
