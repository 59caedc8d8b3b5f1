import { basename } from 'node:path';
import { randomFromSeed, shuffle } from '@modelmonitor/stats';
import { checkDrift } from '../../../drift/src/checkDrift.ts';
import { tableDataSet } from '../../../tables/src/dataSet.ts';
import { readTable } from '../../../tables/src/files/readTable.ts';
import type { Column, Table } from '../../../tables/src/table.ts';
import { defaultSettings, emptyContext } from './defaultSettings.ts';
import { rulesCompared } from './windowTask.ts';

/** Verdicts on windows drawn from the rows of a table. */
export interface TableCounts {
  readonly table: string;
  readonly rows: number;
  readonly columns: number;
  readonly windowRows: number;
  /** Rows the window is compared with: those that were not drawn, or all. */
  readonly reference: 'other rows' | 'all rows';
  readonly windows: number;
  /** Windows whose data set, or at least one column, was called drifted, by the rules. */
  readonly dataset: readonly number[];
  readonly anyFeature: readonly number[];
}

/** Draws windows from the rows of a table and compares them with its other rows, and with all of them. */
export async function replayTable(path: string, options: { windowRows: number; windows: number; seed: number }): Promise<TableCounts[]> {
  const table = await readTable(path);
  const random = randomFromSeed(options.seed);
  const order = Array.from({ length: table.rows }, (_, row) => row);
  const counts = (['other rows', 'all rows'] as const).map((reference) => ({ reference, dataset: [0, 0], anyFeature: [0, 0] }));
  for (let window = 0; window < options.windows; window++) {
    const mixed = shuffle(order, random);
    const current = rowsOf(table, mixed.slice(0, options.windowRows));
    for (const count of counts) {
      const reference = count.reference === 'all rows' ? table : rowsOf(table, mixed.slice(options.windowRows));
      for (const [place, rules] of rulesCompared.entries()) {
        const report = checkDrift({
          reference: tableDataSet(reference),
          current: tableDataSet(current),
          settings: { ...defaultSettings, rules },
          context: emptyContext,
        });
        count.dataset[place] = (count.dataset[place] ?? 0) + Number(report.dataset_drift === true);
        count.anyFeature[place] = (count.anyFeature[place] ?? 0) + Number(report.n_drifted_features > 0);
      }
    }
  }
  const { windowRows, windows } = options;
  return counts.map((count) => ({ table: basename(path), rows: table.rows, columns: table.columns.length, windowRows, windows, ...count }));
}

function rowsOf({ columns }: Table, rows: readonly number[]): Table {
  return { rows: rows.length, columns: columns.map((column) => pickRows(column, rows)) };
}

function pickRows(column: Column, rows: readonly number[]): Column {
  if (column.type === 'numeric') return { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN) };
  return { ...column, values: rows.map((row) => column.values[row] ?? null) };
}
